#!/bin/sh
# Runs the listener and hides its exit codes as the real run-helper.sh does: 2 starts it again, 7 is kept where asked for, all others end with 0.
root=$(cd "$(dirname "$0")" && pwd)
while :; do
  "$root/bin/Runner.Listener" run "$@"
  code=$?
  case $code in
    2) sleep 5 ;;
    3 | 4) sleep 1 ;;
    7) [ "$ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE" = 1 ] && exit 7; exit 0 ;;
    *) exit 0 ;;
  esac
done
