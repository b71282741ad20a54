#!/usr/bin/env bash
# Prints where the Aspire orchestrator and dashboard are, as two lines: dcp=PATH and dashboard=PATH.
# In this order: ASPIRE_DCP_PATH and ASPIRE_DASHBOARD_PATH, an Aspire CLI of the same version on this machine, this
# user's cache, and at last the pinned npm package, which is unpacked into that cache.
# Progress and errors go to standard error. Exit code 0, or 1 if one of the two cannot be had.
set -euo pipefail

readonly version=13.5.4
readonly package=@microsoft/aspire-cli-linux-x64
readonly integrity=sha512-8PWeRHM1+QwQB2wxDnfPsimi3EW01r04b4DjX0jIDE78SlfJabwVfYArW/48vDzYvPzKSRye6DIPVAsCFoXjBA==
readonly remedy="install Node.js 20 or later with npm, or the Aspire CLI $version, or set ASPIRE_DCP_PATH and ASPIRE_DASHBOARD_PATH to its dcp and aspire-managed"

fail() {
  echo "Aspire $version's orchestrator and dashboard cannot be had: $1; $remedy." >&2
  exit 1
}

cache=${XDG_CACHE_HOME:-${HOME:-}/.cache}/familycart
readonly cache
readonly installed=$cache/aspire-$version
dcp=${ASPIRE_DCP_PATH:-}
dashboard=${ASPIRE_DASHBOARD_PATH:-}

# Takes what is still unknown from a bundle's folder, if that folder is a whole bundle.
take_from() {
  [[ -x $1/dcp/dcp && -x $1/managed/aspire-managed ]] || return 1
  : "${dcp:=$1/dcp/dcp}" "${dashboard:=$1/managed/aspire-managed}"
}

take_from_cli() {
  local home=${HOME:-}/.aspire folder
  if [[ -f $home/.aspire-bundle-version && $(<"$home/.aspire-bundle-version") == "$version"[+\|]* ]]; then
    take_from "$home/bundle" && return
  fi
  for folder in "$home/versions/$version"*; do
    take_from "$folder" && return
  done
  return 1
}

matches_integrity() {
  local expected actual
  expected=$(base64 -d <<<"${integrity#sha512-}" | od -An -v -tx1 | tr -d ' \n')
  actual=$(sha512sum <"$1")
  [[ ${actual%% *} == "$expected" ]]
}

# Installs into the cache by one rename, so that nobody ever sees half of it.
fetch() (
  mkdir -p "$cache" || fail "the folder $cache cannot be written"
  exec 9>"$cache/.aspire-$version.lock"
  flock 9
  [[ -x $installed/bundle/dcp/dcp && -x $installed/bundle/managed/aspire-managed ]] && return
  command -v npm >/dev/null || fail "npm is not in PATH"

  work=$(mktemp -d "$cache/.aspire-$version.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM HUP
  echo "Fetching the Aspire $version orchestrator and dashboard from npm (122 MB, once)" >&2
  npm pack "$package@$version" --pack-destination "$work" --loglevel=error >/dev/null 2>"$work/npm.log" \
    || fail "npm could not fetch $package@$version ($(grep -m1 . "$work/npm.log" || echo "no reason given"))"
  tarball=$(echo "$work"/*.tgz)
  matches_integrity "$tarball" || fail "the npm package's content is not the pinned one ($integrity)"
  tar -xzf "$tarball" -C "$work"
  # The program looks for what it unpacked beside itself, and its look for updates would unpack a second time meanwhile.
  mkdir "$work/home"
  HOME=$work/home ASPIRE_CLI_TELEMETRY_OPTOUT=true features__updateNotificationsEnabled=false \
    "$work/package/bin/aspire" setup --install-path "$work/package" --non-interactive --nologo </dev/null >"$work/setup.log" 2>&1 \
    || fail "its set-up ended with an error ($(tr "\n" " " <"$work/setup.log"))"
  mkdir "$work/ready"
  mv "$(readlink -f "$work/package/bundle")" "$work/ready/bundle"
  [[ -x $work/ready/bundle/dcp/dcp && -x $work/ready/bundle/managed/aspire-managed ]] \
    || fail "its set-up did not unpack dcp and aspire-managed"
  rm -rf "$installed"
  mv -T "$work/ready" "$installed"
)

if [[ -z $dcp || -z $dashboard ]]; then
  take_from_cli || take_from "$installed/bundle" || { fetch && take_from "$installed/bundle"; } || exit 1
fi
[[ -x $dcp ]] || fail "ASPIRE_DCP_PATH is $dcp, which is no program"
[[ -x $dashboard ]] || fail "ASPIRE_DASHBOARD_PATH is $dashboard, which is no program"
printf 'dcp=%s\ndashboard=%s\n' "$dcp" "$dashboard"
