#!/usr/bin/env bash
# Faults, and who hears of them: a topology of its own, the rules of monitoring/ on a profile fifteen times as fast, the real Prometheus and
# Alertmanager, and a receiver that takes what they tell. Prints a row a fault: the alert, seconds until it was heard, other pages, what
# else was heard, and whether it was over once the fault was. Ends with 0 when every row is as it should be and none was skipped, with 2
# for an unknown fault, else with 1.
# Arguments name faults, such as "API slot killed"; without any all are made. It needs root (disks, signals) and cleans up.
#
#   profile   every duration of a rule divided by 15 (1 s at least, and 2 s more where an alert waits, since exporters do not get faster; the
#             one of PostgreSQL is asked every 2 s), a scrape and an evaluation a second, samples that count for 20 s and not
#             for 5 min, a walk of the prober every 4 s, the gateway's probes every 0.15 s, waits of Alertmanager 1 s; thresholds, routes
#             and inhibition are as they are, and so are the groups lease and queues, whose pace is that of the fleet's own work
#   skipped   faults that an exporter tells of, where the topology has none
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly root project=$root/tests/bench/DrillBench results=$root/tests/bench/results
readonly offset=${DRILL_PORT_OFFSET:-11000} start_limit=600

mkdir -p "$results"
work=$(mktemp -d /tmp/familycart-drill.XXXXXX)
# Servers run as accounts of their own.
chmod 755 "$work"
readonly work description=$work/topology.json log=$results/drill.log
pid='' drill=''

# end ID: stops a process of ours, and waits for it.
end() {
  if [[ -n $1 ]] && kill -TERM "$1" 2>/dev/null; then
    # One that a fault had made stand still hears nothing.
    kill -CONT "$1" 2>/dev/null || true
    wait "$1" || true
  fi
}

finish() {
  end "$drill"
  end "$pid"
  umount -l "$work/profile/disk" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

export XDG_DATA_HOME=$work/share Topology__DataDirectory=$work/data Launch__Timeout=$start_limit DOTNET_CLI_TELEMETRY_OPTOUT=1
# The prober's walks and the gateway's probes keep their places between the rules.
export Probe__Interval=00:00:04 Probe__StepTimeout=00:00:03 Gateway__Probe__Interval=00:00:00.150
dotnet build "$project/DrillBench.csproj" --verbosity quiet --nologo >&2
"$root/run" --no-install --processes --name drill --port-offset "$offset" --json "$description" </dev/null >"$log" 2>&1 &
pid=$!
for ((second = 0; second < start_limit; second++)); do
  [[ -f $description ]] && break
  kill -0 "$pid" 2>/dev/null || { pid=''; echo "./run ended before everything was healthy, see tests/bench/results/drill.log" >&2; exit 1; }
  sleep 1
done
[[ -f $description ]] || { echo "not healthy within $start_limit s, see tests/bench/results/drill.log" >&2; exit 1; }

mkdir "$work/profile"
dotnet "$project/bin/Debug/net10.0/DrillBench.dll" "$description" "$root" "$work/profile" "$@" &
drill=$!
code=0
wait "$drill" || code=$?
drill=''
# What it cost to be watched, by the topology's own monitoring at its own pace.
(($#)) || FAMILYCART_TOPOLOGY=$description "$root/tests/bench/monitoring.sh" || code=1
exit "$code"
