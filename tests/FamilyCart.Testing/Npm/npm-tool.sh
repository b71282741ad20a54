#!/usr/bin/env bash
# Prints where a program of npm's is; fetches it into this user's cache if it is not there.
# usage: npm-tool.sh NAME FOLDER PROGRAM    NAME of the cache's entry, FOLDER with package.json and package-lock.json, PROGRAM below node_modules
# Progress and errors go to standard error. Exit code 0, or 1 if it cannot be had.
set -euo pipefail

name=$1 folder=$2
mark=$(sha256sum <"$folder/package-lock.json")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/familycart
installed=$cache/$name-${mark:0:16}
program=$installed/node_modules/$3

mkdir -p "$cache"
exec 9>"$cache/.$name.lock"
flock 9
if [[ ! -f $program ]]; then
  work=$(mktemp -d "$cache/.$name.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  cp "$folder/package.json" "$folder/package-lock.json" "$work"
  echo "Fetching $3 from npm, once" >&2
  (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
  rm -rf "$installed"
  mv -T "$work" "$installed"
fi
echo "$program"
