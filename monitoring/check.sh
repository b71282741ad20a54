#!/bin/sh
# Checks monitoring/ with the tools that will load it: promtool (Prometheus 2.42 or later) and amtool (Alertmanager 0.25
# or later). Prints each check; exits 0 when all pass, 1 when one fails, 2 when a tool is missing.
set -u
cd "$(dirname "$0")" || exit 2

for tool in promtool amtool; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    echo "monitoring/check.sh: $tool is missing; on Debian or Ubuntu: apt install prometheus prometheus-alertmanager" >&2
    exit 2
  fi
done

passed=0
failed=0

# check NAME COMMAND...: runs the command, keeps its output for the case that it fails.
check() {
  name=$1
  shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1))
    echo "ok    $name"
  else
    failed=$((failed + 1))
    echo "FAIL  $name"
    echo "$output" | sed 's/^/      /'
  fi
}

# route PRIORITY RECEIVER: what Alertmanager would do with an alert of that priority.
route() {
  amtool config routes test --config.file=alertmanager/alertmanager.yml --verify.receivers="$2" \
    alertname=Any service=any priority="$1"
}

# documented FILE: every runbook that the rules name is there.
documented() {
  missing=0
  for page in $(sed -n 's|.*runbook_url:.*/\(docs/runbooks/[^ "]*\).*|\1|p' "$1" | sort -u); do
    if [ ! -f "../$page" ]; then
      echo "$page is named in $1 and does not exist"
      missing=1
    fi
  done
  return "$missing"
}

# tested FILE: every alert of the rule file is expected to fire in its test file.
tested() {
  test_file=prometheus/tests/$(basename "$1" .yml).test.yml
  missing=0
  for alert in $(sed -n 's/^ *- alert: *//p' "$1" | sort -u); do
    if ! grep -A 1 "alertname: $alert\$" "$test_file" | grep -q 'exp_alerts:$'; then
      echo "$alert of $1 never fires in $test_file"
      missing=1
    fi
  done
  return "$missing"
}

check "prometheus/prometheus.yml" promtool check config prometheus/prometheus.yml
for rules in prometheus/rules/*.yml; do
  check "$rules" promtool check rules "$rules"
  check "$rules: every alert has a test" tested "$rules"
  check "$rules: every runbook exists" documented "$rules"
done
for tests in prometheus/tests/*.test.yml; do
  check "$tests" promtool test rules "$tests"
done
check "alertmanager/alertmanager.yml" amtool check-config alertmanager/alertmanager.yml
for priority in P0 P1 P2; do
  check "alertmanager: $priority goes to operator" route "$priority" operator
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
