#!/bin/sh
# Records which series each job emits, by asking the Prometheus of a running topology (./run): one file a job in
# monitoring/series/, a name a line, sorted. A job that does not run keeps its file. The file of series/expected/ for the same
# job goes, since what was seen beats what is said. Alerts, which Prometheus keeps as series of the job, are left out.
#
# usage: monitoring/record.sh [URL [JOB...]]    URL of Prometheus, by default http://localhost:9090; jobs, by default all
#
# Use what is recorded first: many counters are there only after their first event.
set -eu
cd "$(dirname "$0")"
url=${1:-http://localhost:9090}
[ $# -eq 0 ] || shift

# values PATH QUERY: the strings of an answer whose data is a list of them, a line each.
values() {
  curl -sS --fail --get "$url$1" --data-urlencode "$2" | sed 's/.*"data":\[//' | tr ',' '\n' | sed -n 's/^"\([^"]*\)".*/\1/p' | sort -u
}

# Names of jobs have no spaces.
# shellcheck disable=SC2046
[ $# -gt 0 ] || set -- $(values /api/v1/label/job/values 'match[]=up{service!=""}')
for job; do
  # Alerts have the labels of what they are about.
  names=$(values /api/v1/label/__name__/values "match[]={job=\"$job\", __name__!~\"ALERTS.*\"}")
  printf '%s\n' "$names" >"series/$job.txt"
  rm -f "series/expected/$job.txt"
  echo "$job: $(printf '%s\n' "$names" | wc -l) series"
done
