# What images/runner/Dockerfile takes from elsewhere, made of this machine's programs.
# shellcheck shell=bash disable=SC2154

readonly runner_packages=(bash coreutils curl git grep gzip make passwd python3-minimal sed tar util-linux)

make_tools() {
  local file=$root/images/runner/Dockerfile program
  for program in git make python3 node npm; do
    has_program "$program" || fail "$exit_packages" "$program is missing, which the image of runners has; install it."
  done
  make_sdk
  runner_base "$(default_of BASE_IMAGE "$file")"
  node_image "$(default_of NODE_IMAGE "$file")"
  builder_stand_in "$(default_of BUILDKIT_IMAGE "$file")"
}

# runner_base NAME: where Ubuntu would be, with what its packages would bring.
runner_base() {
  local stage archive packages
  ! docker image inspect "$1" >/dev/null 2>&1 || return 0
  stage=$(bare_stage nobody 65534)
  archive=$(mktemp)
  # The SDK wants ICU, whose package has another name in every release.
  mapfile -t packages < <(dpkg-query -W -f '${Package}\n' 'libicu[0-9]*' 2>/dev/null)
  mapfile -t packages < <(installed "${base_packages[@]}" "${dotnet_libraries[@]}" "${runner_packages[@]}" "${packages[@]}")
  pack "$archive" "$stage" "${packages[@]}"
  import_image "$1" "$archive" 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  rm -f "$archive"
}

# node_image NAME: two places of it are taken, and npm is where this machine has it.
node_image() {
  local stage archive npm
  ! docker image inspect "$1" >/dev/null 2>&1 || return 0
  stage=$(mktemp -d)
  archive=$(mktemp)
  npm=$(readlink -f "$(command -v npm)") || fail "$exit_prerequisite" "npm is not in PATH."
  mkdir -p "$stage/usr/local/bin" "$stage/usr/local/lib/node_modules"
  cp -L "$(command -v node)" "$stage/usr/local/bin/node"
  cp -r "${npm%/bin/*}" "$stage/usr/local/lib/node_modules/npm"
  tar -C "$stage" -c -f "$archive" --owner 0 --group 0 .
  rm -rf "$stage"
  import_image "$1" "$archive"
  rm -f "$archive"
}

# builder_stand_in NAME: Debian 12 has no BuildKit; a program that says so stands where its client would.
builder_stand_in() {
  local stage archive
  ! docker image inspect "$1" >/dev/null 2>&1 || return 0
  stage=$(mktemp -d)
  archive=$(mktemp)
  mkdir -p "$stage/usr/bin"
  printf '#!/bin/sh\necho "a stand-in for buildctl" >&2\nexit 1\n' >"$stage/usr/bin/buildctl"
  chmod 755 "$stage/usr/bin/buildctl"
  tar -C "$stage" -c -f "$archive" --owner 0 --group 0 .
  rm -rf "$stage"
  import_image "$1" "$archive"
  rm -f "$archive"
}
