#!/usr/bin/env bash
# What it costs to start, keep and stop the whole topology: a Release build of a fresh clone, servers as processes.
# Prints a line a figure; raw output goes to tests/bench/results/. Runs beside a topology that is up, and cleans up.
#
#   fresh_start      ./run in the clone, build and empty data folder included, until everything is healthy;
#                    distribution packages, NuGet packages and the orchestrator were on the machine before
#   warm_start       ./run again, nothing changed, until everything is healthy: median of three
#   idle_memory      30 s later: unique set size (private pages) of every resource and the dashboard, `dotnet run` parents left out
#   launcher_memory  the same of the `dotnet run` parents
#   engine_memory    the same of the AppHost and the orchestrator
#   stop             from the signal until the last process is gone: the slowest of all runs
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly root
readonly results=$root/tests/bench/results
readonly settle=30 warm_runs=3 start_limit=600 stop_limit=60
readonly ports=(5433 6380 8001 8002 8080 8443 9080 9090 9093 9100 9101 9103 9121 9187 18888 18889 18890)
readonly figures=(fresh_start:s warm_start:s idle_memory:MB launcher_memory:MB engine_memory:MB stop:s)

mkdir -p "$results"
work=$(mktemp -d /tmp/familycart-bench.XXXXXX)
# Servers run as accounts of their own.
chmod 755 "$work"
readonly work log=$results/topology.log description=$work/topology.json
declare -A figure
pid='' why='an earlier step failed'
: >"$log"

finish() {
  if [[ -n $pid ]] && kill -TERM "$pid" 2>/dev/null; then
    wait "$pid" || true
  fi
  local entry name
  for entry in "${figures[@]}"; do
    name=${entry%:*}
    if [[ -n ${figure[$name]:-} ]]; then
      echo "figure topology.$name ${figure[$name]} ${entry#*:}"
    else
      echo "figure topology.$name none $why"
    fi
  done
  rm -rf "$work"
}
trap finish EXIT
trap 'why=interrupted; exit 130' INT TERM HUP

give_up() {
  why=$1
  exit 1
}

now() {
  date +%s.%N
}

since() {
  awk -v from="$1" -v to="$(now)" 'BEGIN { printf "%.2f", to - from }'
}

# Offsets that keep the servers below the ports that the system takes for connections.
find_offset() {
  local offset port
  for offset in 23100 23200 23300 23400 23500; do
    for port in "${ports[@]}"; do
      (: <"/dev/tcp/127.0.0.1/$((port + offset))") 2>/dev/null && continue 2
    done
    echo "$offset"
    return
  done
  return 1
}

copy_of_clone() {
  mkdir "$work/clone"
  (cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null --ignore-failed-read -T - -c 2>/dev/null) | tar -x -C "$work/clone"
}

# start: sets $pid and $seconds.
start() {
  local from
  rm -f "$description"
  from=$(now)
  "$work/clone/run" --no-install --processes --configuration Release --name bench --port-offset "$offset" --json "$description" \
    </dev/null >>"$log" 2>&1 &
  pid=$!
  until [[ -f $description ]]; do
    kill -0 "$pid" 2>/dev/null || { pid=''; give_up "./run ended before everything was healthy, see tests/bench/results/topology.log"; }
    awk -v s="$(since "$from")" -v limit=$start_limit 'BEGIN { exit s < limit }' && give_up "not healthy within $start_limit s"
    sleep 0.05
  done
  seconds=$(since "$from")
  grep -q '"exitCode": null' "$description" || give_up "the topology did not become healthy, see tests/bench/results/topology.log"
}

# tree: id, parent and command of the AppHost, of the orchestrator that watches over it, and of all below either.
tree() {
  ps -eo pid=,ppid=,args= -ww | awk -v root="$pid" '
    { parent[$1] = $2; line[$1] = $0; order[NR] = $1 }
    $1 == root || index($0, " --monitor " root " ") { in_tree[$1] = 1 }
    END {
      do {
        grew = 0
        for (i in order) if (!(order[i] in in_tree) && parent[order[i]] in in_tree) { in_tree[order[i]] = 1; grew = 1 }
      } while (grew)
      for (id in in_tree) print line[id]
    }'
}

is_alive() {
  local state
  state=$(awk '$1 == "State:" { print $2 }' "/proc/$1/status" 2>/dev/null) && [[ -n $state && $state != Z ]]
}

# stop: adds to $slowest_stop.
stop() {
  local from alive id
  mapfile -t alive < <(tree | awk '{ print $1 }')
  from=$(now)
  # Not INT: a shell's background processes ignore it.
  kill -TERM "$pid"
  while ((${#alive[@]})); do
    for id in "${!alive[@]}"; do
      is_alive "${alive[id]}" || unset "alive[$id]"
    done
    awk -v s="$(since "$from")" -v limit=$stop_limit 'BEGIN { exit s < limit }' && give_up "processes were left ${stop_limit} s after the stop"
    sleep 0.05
  done
  seconds=$(since "$from")
  wait "$pid" || give_up "the topology ended with exit code $?"
  pid=''
  slowest_stop=$(printf '%s\n' "$slowest_stop" "$seconds" | sort -n | tail -n 1)
}

# memory: kind, MB, id and command of each process, into the results folder.
memory() {
  local id command kind kilobytes
  while read -r id _ command; do
    case $command in
      *"/dcp "*) kind=engine ;;
      *"dotnet run "*) kind=launcher ;;
      *) kind=resource ;;
    esac
    ((id == pid)) && kind=engine
    kilobytes=$(awk '/^Private_(Clean|Dirty):/ { sum += $2 } END { print sum + 0 }' "/proc/$id/smaps_rollup" 2>/dev/null) || continue
    awk -v kind="$kind" -v kb="$kilobytes" -v id="$id" -v command="$command" 'BEGIN { printf "%-9s %8.1f %7d %.120s\n", kind, kb * 1024 / 1e6, id, command }'
  done < <(tree) | sort >"$results/topology.memory.txt"
}

memory_of() {
  awk -v kind="$1" '$1 == kind { sum += $2 } END { printf "%.0f", sum }' "$results/topology.memory.txt"
}

offset=$(find_offset) || give_up "no block of free ports was found"
readonly offset
export XDG_DATA_HOME=$work/share Topology__DataDirectory=$work/data Launch__Timeout=$start_limit DOTNET_CLI_TELEMETRY_OPTOUT=1
slowest_stop=0
copy_of_clone
echo "Release build of a fresh clone; distribution packages, NuGet packages and the orchestrator are on the machine already" >&2
start
figure[fresh_start]=$seconds
stop

warm=()
for ((run = 1; run <= warm_runs; run++)); do
  start
  warm+=("$seconds")
  ((run < warm_runs)) && stop
done
figure[warm_start]=$(printf '%s\n' "${warm[@]}" | sort -n | sed -n "$(((warm_runs + 1) / 2))p")

sleep $settle
memory
figure[idle_memory]=$(memory_of resource)
figure[launcher_memory]=$(memory_of launcher)
figure[engine_memory]=$(memory_of engine)

stop
figure[stop]=$slowest_stop
