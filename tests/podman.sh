#!/usr/bin/env bash
# Lends tests a Podman that answers as Docker does. tests/podman.sh --help says more.
# shellcheck disable=SC2154
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=/dev/null
source "$root/build/say.sh"

usage() {
  cat <<'TEXT'
usage: tests/podman.sh start | env | remove | --help
TEXT
}

help() {
  usage
  cat <<'TEXT'

Podman's service for tests, as root: with folders and a socket of its own, in a network namespace from which no way leads out. There is
one per clone. ./test installs it (podman, catatonit).

  start          start it
  env            print what makes programs use it
  remove         stop it and remove its data

Exit code 0, 1 if something failed, 2 if used wrongly.
TEXT
}

readonly exit_failed=1 start_seconds=60
id=$(cksum <<<"$root" | cut -d ' ' -f 1)
readonly run_folder=/run/familycart-podman-$id data_folder=/var/lib/familycart-podman-$id

service_pid() {
  local pid
  pid=$(cat "$run_folder/pid" 2>/dev/null) || return 1
  # The number may be another process's by now.
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q -F -- "unix://$run_folder/podman.sock" && printf '%s' "$pid"
}

podman_here() {
  podman --root "$data_folder" --runroot "$run_folder/run" --tmpdir "$run_folder/tmp" --network-config-dir "$run_folder/networks" \
    --cgroup-manager cgroupfs --events-backend file "$@"
}

start() {
  local pid deadline files
  ! service_pid >/dev/null || return 0
  remove
  install -d -m 700 "$run_folder" "$run_folder/networks"
  install -d -m 711 "$data_folder"
  # Podman asks for more than a machine may give; a soft limit below the hard one it turns around.
  files=$(ulimit -Hn)
  [[ $files != unlimited ]] || files=1048576
  printf '[containers]\ndefault_ulimits = ["nofile=%s:%s", "nproc=4096:4096"]\n' "$files" "$files" >"$run_folder/containers.conf"
  export CONTAINERS_CONF=$run_folder/containers.conf
  # shellcheck disable=SC2016
  setsid unshare --net sh -c 'ip link set lo up 2>/dev/null; echo $$ >"$1/pid"; shift; exec "$@"' sh "$run_folder" \
    podman --root "$data_folder" --runroot "$run_folder/run" --tmpdir "$run_folder/tmp" --network-config-dir "$run_folder/networks" \
    --cgroup-manager cgroupfs --events-backend file system service --time 0 "unix://$run_folder/podman.sock" >"$run_folder/log" 2>&1 </dev/null &
  deadline=$((SECONDS + start_seconds))
  until [[ -S $run_folder/podman.sock ]] && curl -fs --max-time 5 --unix-socket "$run_folder/podman.sock" http://engine/_ping >/dev/null; do
    pid=$(cat "$run_folder/pid" 2>/dev/null || echo $$)
    { ((SECONDS < deadline)) && kill -0 "$pid" 2>/dev/null; } || { tail -n 20 "$run_folder/log" >&2; fail "$exit_failed" "podman did not answer within $start_seconds s (see above)."; }
    sleep 0.1
  done
  say "Started Podman on $run_folder/podman.sock"
}

remove() {
  local pid mount
  if pid=$(service_pid); then
    podman_here rm --all --force --time 0 >/dev/null 2>&1 || true
    kill -TERM "$pid" 2>/dev/null || true
    timeout 20 tail --pid="$pid" -f /dev/null || kill -KILL "$pid" 2>/dev/null || true
  fi
  while read -r mount; do
    umount -l "$mount" 2>/dev/null || true
  done < <(cut -d ' ' -f 5 /proc/self/mountinfo | grep -F -e "$run_folder/" -e "$data_folder/" | sort -r)
  rm -rf --one-file-system "$run_folder" "$data_folder"
}

case ${1:-} in
  start | env | remove) ;;
  --help) help; exit 0 ;;
  *) usage >&2; exit "$exit_usage" ;;
esac
((EUID == 0)) || fail "$exit_failed" "only root may run it here; run it with sudo."
case $1 in
  start) start ;;
  env) service_pid >/dev/null || fail "$exit_failed" "Podman does not run; start it with: sudo tests/podman.sh start"; echo "export DOCKER_HOST=unix://$run_folder/podman.sock" ;;
  remove) remove ;;
esac
