#!/usr/bin/env bash
# Prints where Prism's program is; fetches it from npm into this user's cache if it is not there.
# Progress and errors go to standard error. Exit code 0, or 1 if it cannot be had.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
mark=$(sha256sum <"$here/package-lock.json")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/familycart
installed=$cache/judges-${mark:0:16}
program=$installed/node_modules/@stoplight/prism-cli/dist/index.js

mkdir -p "$cache"
exec 9>"$cache/.judges.lock"
flock 9
if [[ ! -f $program ]]; then
  work=$(mktemp -d "$cache/.judges.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  cp "$here/package.json" "$here/package-lock.json" "$work"
  echo "Fetching Prism from npm (86 MB, once)" >&2
  (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
  rm -rf "$installed"
  mv -T "$work" "$installed"
fi
echo "$program"
