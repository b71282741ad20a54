#!/usr/bin/env bash
# What a backup gives back, and what it costs: 1 GB in a PostgreSQL that archives and is backed up as uat-backup does it, and an instance of
# the API that eight clients ask without a pause (every fifth time they change something), on the processors that the backup takes from.
# Prints a line a figure; raw output goes to tests/bench/results/. Bounded: it gives up after 12 minutes.
#
#   rpo        of a drill that begins while the load goes on: its start minus the newest heartbeat that came back
#   rto        of the same drill, from its start until the API on restored data is healthy
#   slowdown   answers a second while a full base backup runs, against those of the 20 s before and the 20 s after: median of five
set -euo pipefail

# shellcheck disable=SC2034
figures=(rpo rto slowdown)
# shellcheck source=tests/bench/Common/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/Common/common.sh"
need pgbackrest
work=$(mktemp -d /var/tmp/familycart-bench.XXXXXX)
trap 'rm -rf "$work"; finish' EXIT
chmod 755 "$work"

export Backup__Folder=$work/backup Backup__EncryptionKey=of-the-bench-only
export FAMILYCART_BENCH_OPS=$work/ops/FamilyCart.Ops.dll FAMILYCART_BENCH_CONFIGURATION=$work/postgresql.conf
dotnet publish "$root/FamilyCart.Ops" --configuration Release --output "$work/ops" --verbosity quiet --nologo -p:NuGetLockFilePath=obj/bench.lock.json >&2
{
  cat "$root/FamilyCart.AppHost/Resources/Postgres/postgresql.conf"
  printf '%s\n' 'archive_mode = on' 'archive_timeout = 60' \
    "archive_command = 'pgbackrest --config=$work/backup/pgbackrest.conf --stanza=uat archive-push %p'"
} >"$work/postgresql.conf"
run_bench backup ApiBench backup
