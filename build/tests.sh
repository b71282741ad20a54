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

# What starts orchestrators and topologies mostly waits for them, so the other projects run beside it, which take as long together. A
# third lane made both slower.
test_all() {
  local project beside=() topologies=()
  for project in "$root"/tests/*.Tests/*.csproj; do
    case $project in
      */Aspire.Hosting*.Tests.csproj | */FamilyCart.AppHost.Tests.csproj | */FamilyCart.EndToEnd.Tests.csproj | */FamilyCart.GitHubEmulator.Tests.csproj | */FamilyCart.Monitoring.Tests.csproj) topologies+=("$project") ;;
      *) beside+=("$project") ;;
    esac
  done
  # Told so by hand: the shell of a lane would start its next project.
  trap 'touch "$results/interrupted"' INT TERM
  {
    check_secrets
    test_lane "${topologies[@]}"
    [[ -e $results/interrupted ]] || check_monitoring
  } &
  test_lane "${beside[@]}" &
  # A trapped signal ends a wait; the lanes are still to end what they have begun.
  until wait; do :; done
  trap - INT TERM
  [[ ! -e $results/interrupted ]] || exit "$exit_interrupted"
}

test_lane() {
  local project
  for project; do
    [[ -e $results/interrupted ]] || test_project "$project"
  done
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
