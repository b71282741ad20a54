#!/bin/sh
# Unpacks a release of actions/runner into a folder if its checksum is the one that was asked for.
# unpack.sh VERSION SHA256 URL FOLDER: the archive is actions-runner.tar.gz beside this file if there is one, else what is at the URL.
set -eu

refuse() {
  echo "unpack.sh: $1" >&2
  exit 1
}

[ $# = 4 ] || refuse "usage: unpack.sh VERSION SHA256 URL FOLDER"
version=$1 checksum=$2 url=$3 folder=$4
[ -n "$version" ] || refuse "RUNNER_VERSION is empty; give the release's number, such as 2.329.0."
[ "${#checksum}" = 64 ] || refuse "RUNNER_SHA256 is '$checksum'; give the 64 digits that the release's page has for actions-runner-linux-x64-$version.tar.gz."
case $checksum in
  *[!0-9a-f]*) refuse "RUNNER_SHA256 is '$checksum', which is no checksum in small hexadecimal digits." ;;
esac

archive=${0%/*}/actions-runner.tar.gz
if [ ! -f "$archive" ]; then
  archive=$(mktemp)
  curl --fail --silent --show-error --location --proto '=https' --retry 3 --output "$archive" "$url" || refuse "$url could not be fetched."
fi

found=$(sha256sum "$archive" | cut -d ' ' -f 1)
[ "$found" = "$checksum" ] || refuse "the archive's checksum is $found, not $checksum; it is another release than $version, or not what was released."
mkdir -p "$folder"
tar -x -z -f "$archive" -C "$folder" --no-same-owner
[ -x "$folder/bin/Runner.Listener" ] || refuse "the archive has no bin/Runner.Listener, so it is no actions/runner."
