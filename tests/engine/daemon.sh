# The engine's process: private, on a socket of its own, and making no way out for its containers.
# shellcheck shell=bash disable=SC2154

# An address for documentation, at which nobody answers: the name server of the containers.
readonly nowhere=192.0.2.1
readonly start_seconds=60 loopback_networks=bridge=com.docker.network.bridge.host_binding_ipv4=127.0.0.1

engine_pid() {
  local pid
  pid=$(cat "$run_folder/dockerd.pid" 2>/dev/null) || return 1
  # The number may be another process's by now.
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q -F -- "--pidfile $run_folder/dockerd.pid" && printf '%s' "$pid"
}

start_engine() {
  local pid deadline networks=()
  engine_pid >/dev/null && return
  remove_leftovers
  install -d -m 700 -o "$owner" -g "$group" "$run_folder"
  install -d -m 711 "$data_folder"
  echo '{}' >"$run_folder/daemon.json"
  # The daemon writes a key to a place that no option moves.
  [[ -e /etc/docker/key.json ]] || : >"$data_folder/made-key"
  # Later daemons open a published port themselves and only hand it to the proxy; but they know an address for all networks.
  [[ $(dockerd --help 2>&1) != *--default-network-opt* ]] || networks=(--default-network-opt "$loopback_networks")
  # It sets no rules, masquerades nothing and does not turn on forwarding, so that a container's packets leave this machine only if it
  # forwards packets anyway, and then under the container's own address. A published port is a program that listens on loopback.
  setsid dockerd --host "unix://$run_folder/docker.sock" --group "$group" --pidfile "$run_folder/dockerd.pid" \
    --data-root "$data_folder" --exec-root "$run_folder/exec" --config-file "$run_folder/daemon.json" "${networks[@]}" \
    --bridge none --userland-proxy-path "$root/tests/engine/loopback-proxy" --iptables=false --ip6tables=false --ip-masq=false --ip-forward=false --dns "$nowhere" \
    >"$run_folder/log" 2>&1 </dev/null &
  pid=$!
  deadline=$((SECONDS + start_seconds))
  until timeout 5 docker info >/dev/null 2>&1; do
    kill -0 "$pid" 2>/dev/null || { tail -n 20 "$run_folder/log" >&2; fail "$exit_failed" "dockerd ended at once (see above)."; }
    ((SECONDS < deadline)) || { tail -n 20 "$run_folder/log" >&2; end_daemon "$pid"; fail "$exit_failed" "dockerd did not answer within $start_seconds s (see above)."; }
    sleep 0.1
  done
  say "Started a container engine on $run_folder/docker.sock"
  [[ $(cat /proc/sys/net/ipv4/ip_forward) == 0 ]] || say "This machine forwards packets (net.ipv4.ip_forward), so what containers send may leave it."
}

end_daemon() {
  kill -TERM "$1" 2>/dev/null || return 0
  timeout 20 tail --pid="$1" -f /dev/null || kill -KILL "$1" 2>/dev/null || true
}

stop_engine() {
  local pid ids
  if pid=$(engine_pid); then
    # A container that hangs would hold the daemon up for ten seconds, and a daemon that hangs would hold us up for ever.
    mapfile -t ids < <(timeout 15 docker ps -aq 2>/dev/null)
    ((${#ids[@]} == 0)) || timeout 15 docker rm -f "${ids[@]}" >/dev/null 2>&1 || true
    timeout 15 docker network prune -f >/dev/null 2>&1 || true
    end_daemon "$pid"
    say "Stopped the container engine"
  fi
  remove_leftovers
}

# What a daemon that was killed leaves: mounts below its folders, and of its data on itself.
remove_leftovers() {
  local mount
  while read -r mount; do
    umount -l "$mount" 2>/dev/null || true
  done < <(cut -d ' ' -f 5 /proc/self/mountinfo | grep -e "^$run_folder/" -e "^$data_folder\(/\|$\)" | sort -r)
  rm -rf --one-file-system "$run_folder"
  [[ ! -e $data_folder/made-key ]] || rm -f /etc/docker/key.json "$data_folder/made-key"
  # Folders that the daemon makes wherever it is told to live.
  rmdir /etc/docker /run/docker/plugins /run/docker 2>/dev/null || true
}
