// Cuts out of GitHub's own OpenAPI descriptions what the client uses: node subset.mjs FOLDER >github.openapi.json
// FOLDER is node_modules/@octokit/openapi/generated. Descriptions and examples are left out; nothing else is changed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const scopes = ['/repos/{owner}/{repo}', '/orgs/{org}'];
const runners = ['', '/downloads', '/{runner_id}', '/generate-jitconfig', '/registration-token', '/remove-token'].map(path => '/actions/runners' + path);
const wanted = {
  'api.github.com.json': [
    ...scopes.flatMap(scope => runners.map(path => scope + path)),
    ...scopes.flatMap(scope => ['', '/{delivery_id}/attempts'].map(path => scope + '/hooks/{hook_id}/deliveries' + path)),
    '/orgs/{org}/actions/runner-groups', '/orgs/{org}/repos',
    '/repos/{owner}/{repo}/actions/runs', '/repos/{owner}/{repo}/actions/runs/{run_id}/jobs', '/repos/{owner}/{repo}/actions/jobs/{job_id}',
    '/app/hook/deliveries', '/app/hook/deliveries/{delivery_id}/attempts',
    '/app/installations/{installation_id}', '/app/installations/{installation_id}/access_tokens', '/rate_limit',
  ],
  'ghec.json': [
    ...[...runners, '/actions/runner-groups'].map(path => '/enterprises/{enterprise}' + path),
    ...['/enterprises/{enterprise}', ...scopes].map(scope => scope + '/actions/runners/deprecations/{version}'),
  ],
};

const result = { openapi: '3.0.3', info: {}, servers: [{ url: 'https://api.github.com' }], paths: {}, components: {} };

// Components of the two files are kept apart. Below 'properties' a key is a name, whatever it is.
function take(value, document, suffix, parent) {
  if (Array.isArray(value)) {
    return value.map(item => take(item, document, suffix, parent));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (typeof value.$ref === 'string') {
    const [, , kind, name] = value.$ref.split('/');
    const kept = name + suffix;
    result.components[kind] ??= {};
    if (!(kept in result.components[kind])) {
      result.components[kind][kept] = null;
      result.components[kind][kept] = take(document.components[kind][name], document, suffix, name);
    }
    return { $ref: `#/components/${kind}/${kept}` };
  }
  const copy = {};
  for (const [key, item] of Object.entries(value)) {
    if (parent === 'properties' || !(['description', 'example', 'examples', 'externalDocs', 'summary', 'tags'].includes(key) || key.startsWith('x-'))) {
      copy[key] = take(item, document, suffix, parent === 'properties' ? '' : key);
    }
  }
  return copy;
}

// A response has to have one.
function describe(value) {
  for (const operation of Object.values(value)) {
    for (const response of Object.values(operation.responses ?? {})) {
      response.description ??= response.$ref ? undefined : '';
    }
  }
  return value;
}

for (const [file, paths] of Object.entries(wanted)) {
  const document = JSON.parse(readFileSync(join(folder, file)));
  result.info = { title: "GitHub's REST API, in part", version: document.info.version };
  for (const path of paths) {
    result.paths[path] = describe(take(document.paths[path], document, file === 'ghec.json' ? '-ghec' : '', ''));
  }
}
for (const response of Object.values(result.components.responses ?? {})) {
  response.description ??= '';
}

process.stdout.write(JSON.stringify(result) + '\n');
