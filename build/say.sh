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
