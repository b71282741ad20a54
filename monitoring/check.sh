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

# route FILE ALERT PRIORITY RECEIVER: what Alertmanager would do with that alert.
route() {
  amtool config routes test --config.file="$1" --verify.receivers="$4" alertname="$2" service=any priority="$3"
}

# composed FOLDER: Alertmanager's configuration with every integration, in a folder that is made for it.
composed() {
  for name in slack-url email-to email-from email-smarthost email-username email-password webhook-url webhook-token dead-man-url; do
    echo "http://localhost:1/$name" >"$1/$name"
  done
  echo localhost:25 >"$1/email-smarthost"
  alertmanager/compose.sh "$1" >"$1/composed.yml" && amtool check-config "$1/composed.yml" \
    && [ "$(grep -c -e slack_configs -e email_configs -e webhook_configs "$1/composed.yml")" -eq 7 ]
}

# plain: without any of its files, the composed configuration is the one of the repository.
plain() {
  alertmanager/compose.sh /nowhere | diff - alertmanager/alertmanager.yml
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
secrets=$(mktemp -d)
trap 'rm -rf "$secrets"' EXIT
check "alertmanager/compose.sh: without integrations" plain
check "alertmanager/compose.sh: with every integration" composed "$secrets"
for configuration in alertmanager/alertmanager.yml "$secrets/composed.yml"; do
  check "${configuration##*/}: P0 goes to page" route "$configuration" Any P0 page
  check "${configuration##*/}: P1 goes to mend" route "$configuration" Any P1 mend
  check "${configuration##*/}: P2 goes to note" route "$configuration" Any P2 note
  check "${configuration##*/}: the rest goes to mend" route "$configuration" Any none mend
  check "${configuration##*/}: Watchdog goes to the dead-man switch" route "$configuration" Watchdog P2 dead-man-switch
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
