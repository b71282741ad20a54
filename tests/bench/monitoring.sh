#!/usr/bin/env bash
# What it costs to be watched: processor and memory of Prometheus, Alertmanager and the exporters in a running topology, and what its
# scrapes take of the services. Prints a line a figure. FAMILYCART_TOPOLOGY names the description (./run --json FILE) of a topology that
# runs; without it one is started beside yours, measured, stopped and removed.
#
# usage: tests/bench/monitoring.sh [SECONDS]    for how long it is watched, by default 180
#
#   RESOURCE_cpu      share of one processor, over that time
#   RESOURCE_memory   private pages at its end
#   drill.watch_cpu, drill.watch_memory   those of all of them; tests/bench/drill.sh, which counts faults, ends with this
#   SERVICE_scrape    processor time of one scrape in the service that is asked: 200 scrapes, less what it takes meanwhile anyway
#   scrapes_cpu       that of both slots, the gateway and the runner manager, at the interval of 15 s, as a share of one processor
#   samples           series that are kept at each interval
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly root duration=${1:-180} interval=15 scrapes=200 start_limit=600
readonly watchers=(uat-prometheus uat-alertmanager uat-node-exporter uat-postgres-exporter uat-redis-exporter)
readonly services=(uat-api-blue uat-api-green uat-gateway uat-runner-manager)
readonly name=monitoring-bench
work=$(mktemp -d /tmp/familycart-bench.XXXXXX)
chmod 755 "$work"
ticks=$(getconf CLK_TCK)
readonly work ticks
pid=''

finish() {
  if [[ -n $pid ]] && kill -TERM "$pid" 2>/dev/null; then
    wait "$pid" || true
  fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

give_up() {
  echo "figure monitoring.all none $1"
  exit 1
}

start() {
  local waited=0
  description=$work/topology.json
  # Secrets and data of its own go with its folder.
  XDG_DATA_HOME=$work/share Topology__DataDirectory=$work/data "$root/run" --processes --name "$name" --port-offset 23200 --json "$description" \
    </dev/null >"$work/run.log" 2>&1 &
  pid=$!
  until [[ -f $description ]] && grep -q '"exitCode": null' "$description"; do
    kill -0 "$pid" 2>/dev/null || { pid=''; tail -n 5 "$work/run.log" >&2; give_up "./run ended before everything was healthy"; }
    ((++waited <= start_limit)) || give_up "not healthy within $start_limit s"
    sleep 1
  done
}

# field RESOURCE FIELD: of the description, which has a field a line.
field() {
  awk -v name="\"$1\"" -v field="\"$2\":" '
    $1 == "\"name\":" { found = index($2, name) == 1 }
    found && $1 == field { gsub(/[",]/, "", $2); print $2; exit }' "$description"
}

# used PID: processor time in seconds, with that of the children that a launcher has.
used() {
  local id total=0 child
  for id in "$1" $(pgrep -P "$1" || true); do
    child=$(sed 's/.*) //' "/proc/$id/stat" 2>/dev/null | awk '{ print $12 + $13 }') || continue
    total=$((total + ${child:-0}))
  done
  awk -v t="$total" -v hz="$ticks" 'BEGIN { printf "%.2f", t / hz }'
}

memory() {
  awk '/^Private_/ { sum += $2 } END { printf "%.1f", sum / 1024 }' "/proc/$1/smaps_rollup"
}

figure() {
  echo "figure monitoring.$1 $2 $3"
}

now() {
  date +%s.%N
}

if [[ -n ${FAMILYCART_TOPOLOGY:-} ]]; then
  description=$FAMILYCART_TOPOLOGY
else
  start
fi
prometheus=$(field uat-prometheus url)
[[ -n $prometheus ]] || give_up "the description names no uat-prometheus"

declare -A before
from=$(now)
for watcher in "${watchers[@]}"; do
  before[$watcher]=$(used "$(field "$watcher" processId)")
done
sleep "$duration"
passed=$(awk -v a="$from" -v b="$(now)" 'BEGIN { print b - a }') watch_cpu=0 watch_memory=0
for watcher in "${watchers[@]}"; do
  id=$(field "$watcher" processId)
  share=$(awk -v a="${before[$watcher]}" -v b="$(used "$id")" -v s="$passed" 'BEGIN { printf "%.2f", (b - a) * 100 / s }') pages=$(memory "$id")
  figure "${watcher#uat-}_cpu" "$share" %
  figure "${watcher#uat-}_memory" "$pages" MB
  watch_cpu=$(awk -v a="$watch_cpu" -v b="$share" 'BEGIN { print a + b }') watch_memory=$(awk -v a="$watch_memory" -v b="$pages" 'BEGIN { print a + b }')
done
echo "figure drill.watch_cpu $watch_cpu percent of a core"
echo "figure drill.watch_memory $watch_memory MB"

# target RESOURCE: where Prometheus asks it.
target() {
  curl -sS --fail "$prometheus/api/v1/targets?state=active" | tr '{' '\n' | awk -v name="\"resource\":\"$1\"" '
    index($0, "\"resource\":") { found = index($0, name) > 0 }
    found && !told && match($0, /"scrapeUrl":"[^"]*"/) { print substr($0, RSTART + 13, RLENGTH - 14); told = 1 }'
}

all=0
for service in "${services[@]}"; do
  id=$(field "$service" processId)
  url=$(target "$service")
  from=$(now) first=$(used "$id")
  for ((i = 0; i < scrapes; i++)); do curl -sS --fail -o /dev/null "$url"; done
  busy=$(awk -v a="$from" -v b="$(now)" 'BEGIN { print b - a }') second=$(used "$id")
  sleep "$busy"
  third=$(used "$id")
  each=$(awk -v a="$first" -v b="$second" -v c="$third" -v n=$scrapes 'BEGIN { v = ((b - a) - (c - b)) * 1000 / n; printf "%.2f", v < 0 ? 0 : v }')
  figure "${service#uat-}_scrape" "$each" ms
  all=$(awk -v a="$all" -v b="$each" 'BEGIN { print a + b }')
done
figure scrapes_cpu "$(awk -v ms="$all" -v s=$interval 'BEGIN { printf "%.3f", ms / 10 / s }')" %
figure samples "$(curl -sS --fail --get "$prometheus/api/v1/query" --data-urlencode 'query=sum(scrape_samples_post_metric_relabeling)' | sed 's/.*,"\([0-9.]*\)"\].*/\1/')" series
