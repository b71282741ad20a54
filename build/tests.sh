# Runs test projects and keeps what tests/FamilyCart.TestReport reads. Expects $results, $filter and $only.
# shellcheck shell=bash disable=SC2034,SC2154

# A test that hangs is ended, and named, after this long; the fault drill of the full run is one test.
readonly hang_limit=10m full_hang_limit=55m

test_project() {
  local name=${1##*/} folder started=$SECONDS code=0 may_be_empty=no limit=$hang_limit arguments
  [[ -n $filter ]] || limit=$full_hang_limit
  name=${name%.csproj}
  folder=$results/$name
  mkdir -p "$folder"
  arguments=(--no-build -c Debug --results-directory "$folder" --logger 'trx;LogFileName=tests.trx'
    --blame-hang-timeout "$limit" --blame-hang-dump-type none)
  [[ -z $filter ]] || arguments+=(--filter "$filter")
  [[ -n $only ]] || arguments+=(--collect 'XPlat Code Coverage' --settings "$root/tests/coverage.runsettings")
  # Programs that live for minutes gain nothing from being profiled: without, 138 tests of the API took 72 s of a processor for 88.
  # Started in the background, a shell ignores INT, and so would all that the tests start and interrupt.
  (cd "$root" && DOTNET_TieredPGO=0 env --default-signal=INT,QUIT dotnet test "$1" "${arguments[@]}") >"$folder/output.log" 2>&1 </dev/null || code=$?
  grep -qx "$name" "$root/tests/not-yet.txt" && may_be_empty=yes
  echo "$code $((SECONDS - started)) $may_be_empty" >"$folder/run.txt"
  say "$(printf '%-56s%s in %s s' "$name" "$( ((code)) && echo failed || echo ok)" $((SECONDS - started)))"
}

# Two lanes take from one queue, the longest first, so that neither ends long before the other. A third lane made both slower. The
# first of all mostly waits for topologies.
readonly longest_first='EndToEnd RunnerManager Api Ops Gateway Conformance AppHost'

test_all() {
  local name project
  for name in $longest_first; do
    compgen -G "$root/tests/*.$name.Tests/*.csproj" || true
  done >"$results/queue.txt"
  for project in "$root"/tests/*.Tests/*.csproj; do
    grep -qxF "$project" "$results/queue.txt" || echo "$project" >>"$results/queue.txt"
  done
  # Told so by hand: the shell of a lane would start its next project.
  trap 'touch "$results/interrupted"' INT TERM
  test_lane &
  {
    check_secrets
    test_lane
    [[ -e $results/interrupted ]] || check_monitoring
  } &
  # A trapped signal ends a wait; the lanes are still to end what they have begun.
  until wait; do :; done
  trap - INT TERM
  [[ ! -e $results/interrupted ]] || exit "$exit_interrupted"
}

test_lane() {
  local project
  while [[ ! -e $results/interrupted ]] && project=$(next_project); do
    test_project "$project"
  done
}

# Takes the first of the queue; fails when it is empty.
next_project() {
  local project
  # Released with the subshell that this runs in.
  exec {turn}>"$results/queue.lock"
  flock "$turn"
  IFS= read -r project <"$results/queue.txt" || return 1
  sed -i 1d "$results/queue.txt"
  echo "$project"
}

# Prometheus's and Alertmanager's own tools on monitoring/.
check_monitoring() {
  local output code=0 passed=0 failed=0
  output=$("$root/monitoring/check.sh" 2>&1 </dev/null) || code=$?
  if [[ $output =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=${BASH_REMATCH[1]} failed=${BASH_REMATCH[2]}
  fi
  ((code == 0 || failed)) || failed=1
  ((code == 0)) || say "$output"
  echo "$passed $failed monitoring/check.sh" >>"$results/checks.txt"
}

# A secret must not be in the repository.
check_secrets() {
  local output code=0
  output=$("$root/build/scan-secrets.sh" 2>&1 </dev/null) || code=$?
  ((code == 0)) || say "$output"
  echo "$((code == 0)) $((code != 0)) build/scan-secrets.sh" >>"$results/checks.txt"
}

report() {
  local arguments=("$results")
  [[ -z $only ]] || arguments+=(--no-floor)
  dotnet "$root/tests/FamilyCart.TestReport/bin/Debug/net10.0/FamilyCart.TestReport.dll" "${arguments[@]}" || exit "$exit_tests_failed"
}
