# What ./run and ./test say and how they end. Exit codes 0 to 8 are the AppHost's; docs/exit-codes.md has them all.
# shellcheck shell=bash disable=SC2034,SC2154
readonly exit_tests_failed=1 exit_usage=2 exit_running=6 exit_prerequisite=8
readonly exit_packages=9 exit_install=10 exit_build=11 exit_interrupted=130

say() {
  printf '%s\n' "$*" >&2
}

# fail CODE SENTENCE: ends with one sentence that names cause and remedy.
fail() {
  printf '%s: %s\n' "${0##*/}" "$2" >&2
  exit "$1"
}

# ask QUESTION: true if a person answers yes; false if there is none to ask.
ask() {
  local answer
  [[ -t 0 ]] || return 1
  read -r -p "$1 [y/N] " answer || return 1
  [[ $answer == [yY]* ]]
}

# join SEPARATOR WORD...
join() {
  local separator=$1 text=${2:-} word
  for word in "${@:3}"; do
    text+=$separator$word
  done
  printf '%s' "$text"
}

clock_pid=

# Shows a person the seconds that pass, until stop_clock. It ends with this process, however that ends.
start_clock() {
  [[ -t 2 ]] || return 0
  local started=$SECONDS
  while sleep 1 && kill -0 $$ 2>/dev/null; do
    printf '\r%s s ' $((SECONDS - started)) >&2
  done &
  clock_pid=$!
}

stop_clock() {
  [[ -n $clock_pid ]] || return 0
  kill "$clock_pid" 2>/dev/null || true
  wait "$clock_pid" 2>/dev/null || true
  clock_pid=
  printf '\r        \r' >&2
}
