#!/usr/bin/env bash
# Lends tests a container engine. tests/engine.sh --help says more.
# shellcheck disable=SC2034,SC2154
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
for part in build/say build/packages tests/engine/{client,daemon,images,dotnet,monitoring,tools,services}; do
  # shellcheck source=/dev/null
  source "$root/$part.sh"
done

usage() {
  cat <<'TEXT'
usage: tests/engine.sh start | images [OPTION...] | services [OPTION...] | compose | env | run COMMAND... | stop | remove | --help
TEXT
}

help() {
  usage
  cat <<'TEXT'

A container engine for tests, as root: Debian's docker.io, installed when dockerd is missing. It has folders and a socket of its own,
listens on no port, and makes no way out of the machine for its containers. There is one per clone, and one
more for each name in FAMILYCART_ENGINE.

  start          install it if need be, and start it
  images         make the images that FamilyCart.AppHost runs, from this machine's own Debian packages, under their published names;
                 with options those that they name instead:
                 --monitoring  Prometheus, Alertmanager and the exporters
                 --aspnet      what the services' images stand on, from this machine's .NET
                 --sdk         what build/Dockerfile builds with, from this machine's .NET SDK and NuGet packages
                 --tools       what images/runner/Dockerfile takes from elsewhere: base, .NET SDK, Node.js, and a stand-in for BuildKit
  services       make the images of our services as build/images.sh does, with its options; their base is that of `images --aspnet`
  compose        see that docker-compose, the engine's second version of it, can be called
  env            print what makes docker and others use it: eval "$(tests/engine.sh env)"
  run COMMAND... start, make the images, run the command with it, then stop it and remove all that this call has made or installed
  stop           stop it, with all containers; its volumes and images stay
  remove         stop it and remove its data, and the packages that it had to install unless something else uses them by now;
                 their settings below /etc stay, and so do archives of images in artifacts/images/

Exit code 0, 1 if something failed, 2 if used wrongly, 9 or 10 if packages are missing; of `run`, the command's own.
TEXT
}

wrong() {
  say "engine.sh: $1"
  usage >&2
  exit "$exit_usage"
}

readonly exit_failed=1 cache=$root/artifacts/images client_folder=$root/artifacts/docker-client
id=$(cksum <<<"$root${FAMILYCART_ENGINE:+ $FAMILYCART_ENGINE}" | cut -d ' ' -f 1)
# Sockets need a short path, and data a real disk.
readonly run_folder=/run/familycart-engine-$id data_folder=/var/lib/familycart-engine-$id
readonly installed_list=/var/lib/familycart-engine.installed
# Whoever called sudo may use it too, and nobody else: the folder is that account's, the socket of its group.
readonly owner=${SUDO_UID:-0} group=${SUDO_GID:-0}

need_engine() {
  has_program dockerd || install_engine
  need_client
}

install_engine() {
  has_program apt-get || fail "$exit_packages" "dockerd is missing, and this machine has no apt-get; install Docker with its own package manager."
  say "Installing docker.io"
  "$root/build/install.sh" --list "$installed_list" docker.io containerd || fail "$exit_install" "docker.io could not be installed (see above)."
}

apt() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 --no-auto-remove "$@" </dev/null
}

remove_packages() {
  local packages obstacle
  [[ -s $installed_list ]] || return 0
  # Nobody installs meanwhile.
  exec {lock}>/run/familycart-install.lock
  flock -w 600 "$lock" || fail "$exit_failed" "build/install.sh has been at work for ten minutes; wait for it, and try again."
  mapfile -t packages < <(LC_ALL=C sort -u "$installed_list")
  obstacle=$(obstacle_to_removal "${packages[@]}")
  if [[ -n $obstacle ]]; then
    say "Left $(join ", " "${packages[@]}") installed: $obstacle"
  else
    say "Removing $(join ", " "${packages[@]}")"
    # Not purged: that would take /var/lib/docker along, which may be somebody's.
    apt remove "${packages[@]}" >/dev/null
    rm -f "$installed_list"
  fi
  exec {lock}>&-
}

# obstacle_to_removal PACKAGE...: why these cannot go, or nothing.
obstacle_to_removal() {
  local plan more
  if [[ -n $(find /proc/[0-9]*/exe -maxdepth 0 \( -lname '*/dockerd' -o -lname '*/containerd' \) 2>/dev/null) ]]; then
    echo "another container engine runs on this machine."
    return
  fi
  plan=$(apt -s remove "$@" 2>&1) || { echo "apt-get would fail ($(grep -m 1 '^E:' <<<"$plan" || true))."; return; }
  more=$(LC_ALL=C comm -23 <(sed -n 's/^\(Remv\|Purg\) \([^ ]*\).*/\2/p' <<<"$plan" | LC_ALL=C sort -u) <(printf '%s\n' "$@"))
  [[ -z $more ]] || echo "other packages would go too (${more//$'\n'/, })."
}

remove_data() {
  stop_engine
  rm -rf --one-file-system "$data_folder"
}

# lend COMMAND...: takes the shell's place, as the user who called sudo, if one did.
lend() {
  if [[ -n ${SUDO_UID:-} ]]; then
    exec setpriv --reuid "$SUDO_UID" --regid "$SUDO_GID" --init-groups env HOME="$(getent passwd "$SUDO_UID" | cut -d : -f 6)" "$@"
  else
    exec "$@"
  fi
}

finish() {
  local code=$?
  trap '' INT TERM HUP
  if [[ -n $was_running ]]; then
    exit "$code"
  fi
  remove_data
  [[ -n $was_installed ]] || remove_packages
  exit "$code"
}

run() {
  (($#)) || wrong "run needs a command."
  ! has_program dockerd || was_installed=yes
  was_running=$(engine_pid || true)
  trap finish EXIT
  trap 'exit "$exit_interrupted"' INT TERM HUP
  need_engine
  start_engine
  make_images
  # In the background, since a shell acts on a signal only when what it waits for has ended.
  lend "$@" <&0 &
  command_pid=$!
  trap 'kill -TERM "$command_pid" 2>/dev/null || true' INT TERM HUP
  # A signal ends a wait early; only when the command has ended is the answer its own.
  while wait "$command_pid" || true; kill -0 "$command_pid" 2>/dev/null; do :; done
  wait "$command_pid" || code=$?
  exit "$code"
}

# some_images OPTION...
some_images() {
  local option
  for option; do
    [[ $option == --@(monitoring|aspnet|sdk|tools) ]] || wrong "unknown option '$option' of images."
  done
  engine_pid >/dev/null || fail "$exit_failed" "the engine does not run; start it first."
  (($#)) || make_images
  for option; do
    "make_${option#--}"
  done
}

was_running='' was_installed='' command_pid='' code=0
case ${1:-} in
  start | images | services | compose | env | run | stop | remove) ;;
  --help) help; exit 0 ;;
  "") usage >&2; exit "$exit_usage" ;;
  *) wrong "unknown command '$1'." ;;
esac
export DOCKER_HOST=unix://$run_folder/docker.sock
if [[ $1 == env ]]; then
  engine_pid >/dev/null || fail "$exit_failed" "the engine does not run; start it with: sudo tests/engine.sh start"
  echo "export DOCKER_HOST=$DOCKER_HOST"
  [[ ! -d $client_folder ]] || echo "export PATH=$client_folder:\$PATH"
  exit 0
fi
((EUID == 0)) || fail "$exit_failed" "only root may run a container engine here; run it with sudo."
use_client
case $1 in
  start) need_engine; start_engine ;;
  images) shift; some_images "$@" ;;
  run) shift; run "$@" ;;
  services) shift; engine_pid >/dev/null || fail "$exit_failed" "the engine does not run; start it first."; services "$@" ;;
  compose) need_compose ;;
  stop) stop_engine ;;
  remove) remove_data; remove_packages ;;
esac
