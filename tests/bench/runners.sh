#!/usr/bin/env bash
# What the runner manager does: one instance published with ReadyToRun, PostgreSQL with the settings of the UAT machine, GitHub's
# emulator and the scripted runner, all on loopback. Prints a line a figure; raw output goes to tests/bench/results/. Needs free ports
# and, for `warm` and `cold`, root, since each runner has a user id of its own; it cleans up.
# Arguments name parts: warm cold intake idle day chaos; without any all are run.
#
#   warm      from the queued job until a runner has it, while three listen: median of 30 jobs, one after the other
#   cold      the same without any runner: told by the webhook, decided, registered, spawned, listening, acquired
#   intake    18,000 signed deliveries of 10 KB at 1,200 a second, each acknowledged once it is stored; p99 from when it was due.
#             Once of jobs that are over (intake_p99), and once of jobs that stay open, which the leader works through at the same time
#   idle      1,000 runners that listen, driver and listeners pretended: the manager's process over 3 minutes, and what GitHub charges
#   day       24 hours of 1,000 runners and 100,000 jobs: the decision core on the store in memory, in simulated time
#   chaos     ten seeds of 3,000 jobs with webhooks lost, doubled, late, an outage, deaf runners, approvals and re-runs
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly root
readonly project=$root/tests/bench/RunnerBench runner=$root/tests/FamilyCart.GitHubEmulator.Runner results=$root/tests/bench/results
readonly figures=(warm_p50 cold_p50 intake intake_p99 intake_open_p99 idle1000_api_calls idle1000_cpu idle1000_memory simulated_day chaos_stranded chaos_surplus)

mkdir -p "$results"
published=$(mktemp -d)
pid=''

finish() {
  if [[ -n $pid ]] && kill -TERM "$pid" 2>/dev/null; then
    wait "$pid" || true
  fi
  rm -rf "$published"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

give_up() {
  local name
  for name in "${figures[@]}"; do
    echo "figure runners.$name none $1"
  done
  exit 1
}

# Debian keeps the server in a folder of its version.
for folder in /usr/lib/postgresql/*/bin; do
  PATH=$folder:$PATH
done

dotnet build "$runner/FamilyCart.GitHubEmulator.Runner.csproj" --configuration Release --verbosity quiet --nologo >&2 || give_up "the build failed"
# For a runtime the packages are locked elsewhere: the lock files of the repository name none.
dotnet publish "$project/RunnerBench.csproj" --configuration Release --runtime "linux-$([[ $(uname -m) == aarch64 ]] && echo arm64 || echo x64)" \
  --no-self-contained -p:NuGetLockFilePath=obj/bench.lock.json --output "$published" --verbosity quiet --nologo >&2 || give_up "the build failed"
# Runners of other user ids read their distribution there.
cp -r "$runner/bin/Release/net10.0/distribution" "$published/distribution"
chmod -R a+rX "$published"
dotnet "$published/RunnerBench.dll" "$results" "$root/FamilyCart.AppHost/Resources/Postgres/postgresql.conf" "$published/distribution" "$@" &
pid=$!
code=0
wait "$pid" || code=$?
pid=''
exit "$code"
