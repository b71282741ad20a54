#!/usr/bin/env bash
# Makes the images of all services in the local container engine. build/images.sh --help says more.
# shellcheck disable=SC2034,SC2154
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
for part in say tools image-archive image-routes; do
  # shellcheck source=/dev/null
  source "$root/build/$part.sh"
done

usage() {
  cat <<'TEXT'
usage: build/images.sh [--base IMAGE] [--postgres IMAGE] [--tag TAG] [--dockerfile [--sdk IMAGE]] [--json] [--help]
TEXT
}

help() {
  usage
  cat <<'TEXT'

Makes familycart/api, familycart/gateway and one image for every other service in the local container engine, then familycart/backup,
PostgreSQL with what backs it up, by images/backup/Dockerfile, and prints a line for each: name, tag, id, megabytes of our own layer as a registry stores it, and of the whole image unpacked.

  --base IMAGE     what they stand on (default: ContainerBaseImage of build/containers.props). Without --dockerfile it comes from a
                   registry even if the engine has it; DOTNET_CONTAINER_INSECURE_REGISTRIES names registries without TLS
  --postgres IMAGE what familycart/backup stands on (default: as images/backup/Dockerfile says)
  --tag TAG        default: version and commit, and -dirty where the tree differs from the commit
  --dockerfile     by build/Dockerfile, in the engine, instead of the .NET SDK of this machine
  --sdk IMAGE      what build/Dockerfile builds with (default: as it says)
  --json           a JSON document instead of the table
  --help           this text

SOURCE_DATE_EPOCH, seconds since 1970, is the time of all files and of the image (default: that of the commit).
Exit code 0, 2 if used wrongly, 8 if the .NET SDK, git or an engine is missing, 11 if an image could not be made.
TEXT
}

wrong() {
  say "images.sh: $1"
  usage >&2
  exit "$exit_usage"
}

# An engine that hangs is none either.
need_engine() {
  command -v docker >/dev/null \
    || fail "$exit_prerequisite" "docker is not in PATH; install a container engine (Debian: sudo apt-get install docker.io)."
  timeout 20 docker info >/dev/null 2>&1 \
    || fail "$exit_prerequisite" "no container engine answers at ${DOCKER_HOST:-its usual socket}; start it, or set DOCKER_HOST, or see tests/engine.sh --help."
}

# projects: all that build/containers.props takes for services.
projects() {
  local file name
  for file in "$root"/FamilyCart.*/*.csproj; do
    name=${file##*/} name=${name%.csproj}
    [[ $name == @(FamilyCart.AppHost|FamilyCart.ServiceDefaults) ]] || printf '%s\n' "$name"
  done
}

# repository PROJECT: FamilyCart.RunnerManager is familycart/runner-manager.
repository() {
  sed -E 's/^FamilyCart\.//; s/([a-z])([A-Z])/\1-\2/g; s/.*/familycart\/\L&/' <<<"$1"
}

version() {
  sed -n 's/.*<VersionPrefix>\(.*\)<\/VersionPrefix>.*/\1/p' "$root/Directory.Build.props"
}

megabytes() {
  awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1e6 }'
}

base='' postgres='' tag='' route=container_support sdk='' form=table
while (($#)); do
  case $1 in
    --base | --postgres | --tag | --sdk)
      [[ -n ${2:-} ]] || wrong "$1 needs a value." ;;&
    --base) base=$2; shift ;;
    --postgres) postgres=$2; shift ;;
    --tag) tag=$2; shift ;;
    --sdk) sdk=$2; shift ;;
    --dockerfile) route=dockerfile ;;
    --json) form=json ;;
    --help) help; exit 0 ;;
    *) wrong "unknown option '$1'." ;;
  esac
  shift
done
[[ -z $tag || $tag =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]] || wrong "--tag is '$tag'; it must be up to 128 letters, digits, dots, dashes and underscores."
[[ -z $base || $base =~ ^[a-z0-9][a-zA-Z0-9_./:@-]*$ ]] || wrong "--base is '$base', which is no image's name."
[[ -z $postgres || $postgres =~ ^[a-z0-9][a-zA-Z0-9_./:@-]*$ ]] || wrong "--postgres is '$postgres', which is no image's name."
[[ -z $sdk || $route == dockerfile ]] || wrong "--sdk goes with --dockerfile."
[[ -z $sdk || $sdk =~ ^[a-z0-9][a-zA-Z0-9_./:@-]*$ ]] || wrong "--sdk is '$sdk', which is no image's name."

need_git
[[ $route == dockerfile ]] || need_dotnet
need_engine
commit=$(git -C "$root" rev-parse HEAD) || fail "$exit_prerequisite" "$root is no clone of a repository, so its commit is not known; clone it."
revision=$commit dirty=''
[[ -z $(git -C "$root" status --porcelain) ]] || revision=$commit-dirty dirty=-dirty
tag=${tag:-$(version)-${commit:0:12}$dirty}
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
[[ $epoch =~ ^[0-9]+$ ]] || wrong "SOURCE_DATE_EPOCH is '$epoch'; it must be seconds since 1970."

work=$root/artifacts/image-build
mkdir -p "$work"
exec {lock}>"$work/lock"
flock -w 1800 "$lock" || fail "$exit_build" "another build/images.sh of this clone has been at work for half an hour; end it and try again."
scratch=$(mktemp -d "$work/scratch.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit "$exit_interrupted"' INT TERM HUP

# row NAME: of what was made last.
row() {
  local id size own whole
  read -r id size < <(docker image inspect --format '{{.Id}} {{.Size}}' "$1:$tag")
  own=$(megabytes "$layer_bytes") whole=$(megabytes "$size") id=${id#sha256:}
  rows+=("{\"name\":\"$1\",\"tag\":\"$tag\",\"id\":\"sha256:$id\",\"layer\":\"$layer_digest\",\"layerMegabytes\":$own,\"megabytes\":$whole}")
  [[ $form == json ]] || printf '%-28s %-32s %-14s %8s %9s\n' "$1" "$tag" "${id:0:12}" "$own" "$whole"
}

rows=()
[[ $form == json ]] || printf '%-28s %-32s %-14s %8s %9s\n' name tag id 'own MB' 'whole MB'
while read -r project; do
  name=$(repository "$project")
  "$route" "$project" "$name"
  row "$name"
done < <(projects)
backup_image familycart/backup
row familycart/backup
[[ $form != json ]] || printf '{"images":[%s]}\n' "$(join ',' "${rows[@]}")"
