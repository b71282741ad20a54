#!/usr/bin/env bash
# What a backup gives back, and what it costs: a PostgreSQL of its own with 1 GB and a write load, archived and backed up as uat-backup does.
# Prints a line a figure; raw output goes to tests/bench/results/backup.log. Bounded: 12 minutes at most.
#
#   rpo        of a drill that begins while the load goes on: its start minus the newest heartbeat that came back
#   rto        of the same drill, without the API: from its start until the restored server has replayed all and answers
#   slowdown   transactions a second while a full base backup runs, against those before it; of the database by pgbench, not of the API
set -euo pipefail

# shellcheck disable=SC2034
figures=(rpo rto slowdown)
# shellcheck source=tests/bench/Common/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/Common/common.sh"
need pgbackrest pgbench
readonly results=$root/tests/bench/results scale=68 clients=4 calm=60 port=${FAMILYCART_BENCH_PORT:-24433}
programs=$(dirname "$(ls /usr/lib/postgresql/*/bin/postgres | sort -V | tail -1)")
work=$(mktemp -d /var/tmp/familycart-bench.XXXXXX)
readonly programs work
mkdir -p "$results"
log=$results/backup.log
: >"$log"
chmod 755 "$work"
[[ $EUID != 0 ]] || { chown postgres: "$work"; as=(setpriv --reuid=postgres --regid=postgres --init-groups --); }
server='' load='' beats=''

clean() {
  local id
  for id in $load $beats; do kill "$id" 2>/dev/null || true; done
  [[ -z $server ]] || { kill -INT "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  rm -rf "$work"
  finish
}
trap clean EXIT

sql() {
  psql --host localhost --port "$port" --username postgres --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$@"
}

# rate FILE FROM TO: transactions a second between two moments, of pgbench's own log.
rate() {
  awk -v from="$2" -v to="$3" '$1 >= from && $1 < to { count += $2; lines++ } END { if (lines) printf "%.0f", count / lines }' "$1"/pgbench_log.*
}

dotnet build "$root/FamilyCart.Ops" --configuration Release --verbosity quiet --nologo >&2
ops() {
  dotnet "$root/FamilyCart.Ops/bin/Release/net10.0/FamilyCart.Ops.dll" "$@"
}
export Backup__Folder=$work/backup Backup__DataFolder=$work/data Backup__Programs=$programs Backup__EncryptionKey=of-the-bench-only
export ConnectionStrings__backup="Host=localhost;Port=$port;Database=backup;Username=backup"

"${as[@]}" "$programs/initdb" -D "$work/data" -U postgres --auth=trust --encoding=UTF8 --data-checksums >>"$log"
{
  cat "$root/FamilyCart.AppHost/Resources/Postgres/postgresql.conf"
  printf '%s\n' "listen_addresses = 'localhost'" "port = $port" "unix_socket_directories = ''" 'archive_mode = on' 'archive_timeout = 60' \
    "archive_command = 'pgbackrest --config=$work/backup/pgbackrest.conf --stanza=uat archive-push %p'"
} >>"$work/data/postgresql.conf"
"${as[@]}" "$programs/postgres" -D "$work/data" >>"$log" 2>&1 &
server=$!
until sql --dbname postgres --command 'select 1' >/dev/null 2>&1; do
  kill -0 "$server" || exit 1
  sleep 0.2
done
sql --dbname postgres --command 'create role backup login' --command 'create database backup owner backup' --command 'create database bench' \
  --command 'grant pg_monitor, pg_read_all_data, pg_checkpoint to backup'
sql --dbname backup --command 'grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_switch_wal(), pg_create_restore_point(text) to backup' \
  --command 'create table heartbeat (at timestamptz primary key default clock_timestamp()); alter table heartbeat owner to backup'
echo "making 1 GB" >&2
pgbench --host localhost --port "$port" --username postgres --initialize --scale "$scale" --quiet bench >>"$log" 2>&1
ops backup >>"$log" 2>&1

(for ((beat = 0; beat < 72; beat++)); do
  sql --dbname backup --command 'insert into heartbeat default values'
  sleep 10
done) >>"$log" 2>&1 &
beats=$!
echo "writing with $clients clients" >&2
(cd "$work" && exec pgbench --host localhost --port "$port" --username postgres --client "$clients" --time 600 --log --aggregate-interval 1 bench >>"$log" 2>&1) &
load=$!
sleep "$calm"
begun=$(date +%s)
ops backup >>"$log" 2>&1
ended=$(date +%s)
sleep 1
before=$(rate "$work" $((begun - calm + 10)) "$begun")
during=$(rate "$work" "$begun" "$ended")
echo "figure backup.slowdown $(awk -v a="$before" -v b="$during" 'BEGIN { printf "%.1f", 100 * (1 - b / a) }') percent"
echo "$before transactions a second before, $during during $((ended - begun)) s of backup" | tee -a "$log" >&2

ops drill --json >"$work/drill.json" 2>>"$log" || true
cat "$work/drill.json" >>"$log"
for name in rpo:recoveryPoint rto:recoveryTime; do
  value=$(sed -n "s/^ *\"${name#*:}\": \([0-9.]*\).*/\1/p" "$work/drill.json")
  echo "figure backup.${name%%:*} ${value:-none} s"
done
grep -q '"succeeded": true' "$work/drill.json"
