#!/usr/bin/env bash
# What the API does under load: one instance (two for fan-out) published with ReadyToRun as Directory.Build.props has it, PostgreSQL with the settings of the UAT machine
# (FamilyCart.AppHost/Resources/Postgres/postgresql.conf), Redis without persistence, all on loopback; no collector takes traces.
# Prints a line a figure; raw output goes to tests/bench/results/. Needs free ports only, and cleans up.
# Arguments name parts: list50 mixed50 fanout idle start; without any all are run.
#
#   list50          one list of 50 items on 50 kept connections (wrk), in turn with pgbench, which sends the same prepared statements
#                   on as many database sessions; the statements are read from the server's log. Medians of three rounds.
#   mixed50         50 people for a minute: lists, items, one more item (20 %), a socket for 10 to 30 s (25 %), a second of thought
#   login           50 log-ins spread over 10 s, before that minute
#   socket_connect  until the greeting has come, within that minute
#   memory          private resident memory (RssAnon and RssShmem) of the instance after that minute
#   fanout          from the answer to a change until the last of 100 sockets has heard of it, half of them at either instance
#   idle_socket     private resident memory that each of 5,000 open sockets adds, once it has settled
#   start           from the start of the process to its first healthy answer: median of five
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly root
readonly project=$root/tests/bench/ApiBench results=$root/tests/bench/results
readonly figures=(list50_vs_pgbench list50_p95 list50_rate mixed50_p95 mixed50_errors login_p95 socket_connect_p95 memory_after_mixed
  fanout_p99 idle_socket start)
readonly sockets=5000

mkdir -p "$results"
installed=$(mktemp)
published=$(mktemp -d)
pid=''

finish() {
  if [[ -n $pid ]] && kill -TERM "$pid" 2>/dev/null; then
    wait "$pid" || true
  fi
  if [[ -s $installed ]]; then
    xargs apt-get -q -y -o DPkg::Lock::Timeout=300 --no-auto-remove remove <"$installed" >/dev/null 2>&1 || true
  fi
  rm -rf "$installed" "$published"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

give_up() {
  local name
  for name in "${figures[@]}"; do
    echo "figure api.$name none $1"
  done
  exit 1
}

# What is missing is installed for this call only; who may not install does without, and the figure says why.
if ! command -v wrk >/dev/null && ((EUID == 0)); then
  "$root/build/install.sh" --list "$installed" wrk >&2 || true
fi
# Debian keeps pgbench beside the server; what it has in /usr/bin asks for a cluster.
for folder in /usr/lib/postgresql/*/bin; do
  PATH=$folder:$PATH
done
# Each socket is a file at both ends, in two processes.
limit=$(ulimit -n)
[[ $limit == unlimited ]] || ((limit >= 2 * sockets)) || ulimit -n $((2 * sockets)) 2>/dev/null || ulimit -n "$(ulimit -Hn)"

# For a runtime the packages are locked elsewhere: the lock files of the repository name none.
dotnet publish "$project/ApiBench.csproj" --configuration Release --runtime "linux-$([[ $(uname -m) == aarch64 ]] && echo arm64 || echo x64)" \
  --no-self-contained -p:NuGetLockFilePath=obj/bench.lock.json --output "$published" --verbosity quiet --nologo >&2 || give_up "the build failed"
dotnet "$published/ApiBench.dll" "$results" "$root/FamilyCart.AppHost/Resources/Postgres/postgresql.conf" "$@" &
pid=$!
code=0
wait "$pid" || code=$?
pid=''
exit "$code"
