# Builds a project or solution unless nothing that it is made of has changed since the last good build.
# shellcheck shell=bash disable=SC2034,SC2154

# State of all that goes in: every file below the root but documents and what builds and runs write.
inputs_state() {
  (cd "$root" && find . \( -name .git -o -name bin -o -name obj -o -name artifacts -o -name .familycart -o -name TestResults -o -name results \) -prune \
    -o -type f ! -name '*.md' -printf '%p %T@ %s\n' | LC_ALL=C sort)
}

# State of what came out. A later build of something else may add to it, but must have changed none of it.
outputs_state() {
  (cd "$root" && find . \( -name .git -o -name obj -o -name artifacts -o -name .familycart \) -prune \
    -o -path "*/bin/$1/net10.0/*" -name '*.dll' -printf '%p %T@ %s\n' | LC_ALL=C sort)
}

is_up_to_date() {
  local folder=$1
  [[ -f $folder/inputs && -f $folder/outputs ]] || return 1
  [[ $(<"$folder/inputs") == "$2" ]] || return 1
  [[ -z $(LC_ALL=C comm -23 "$folder/outputs" <(outputs_state "$3")) ]]
}

# build_up TARGET CONFIGURATION: TARGET is relative to the root. One build at a time; another waits and finds its work done.
build_up() {
  local lock
  mkdir -p "$root/artifacts"
  exec {lock}>"$root/artifacts/build.lock"
  flock --nonblock "$lock" || {
    say "Waiting for another build of this clone"
    flock -w 1800 "$lock" || fail "$exit_build" "another build of this clone has been at work for half an hour; end it and try again."
  }
  build_locked "$1" "$2" "$lock"
  flock --unlock "$lock"
  exec {lock}>&-
}

build_locked() {
  local stamp=$root/artifacts/build/${1##*/}.$2 aspire='' inputs started=$SECONDS output lock=$3
  # On the official feed the orchestrator is a package like any other.
  if [[ $feed == restricted ]]; then
    aspire=$("$root/shims/Aspire.AppHost.Sdk/fetch.sh") || exit "$exit_prerequisite"
  fi
  inputs="$dotnet_version $feed ${CI:-} $aspire"$'\n'$(inputs_state)
  # The solution holds every project.
  is_up_to_date "$stamp" "$inputs" "$2" && return
  is_up_to_date "$root/artifacts/build/FamilyCart.sln.$2" "$inputs" "$2" && return

  rm -rf "$stamp"
  say "Building $1 ($2); package feed: $feed$(shims_in_use)"
  start_clock
  # The SDK's own servers outlive the build and would keep the lock.
  output=$(exec {lock}>&- && cd "$root" && dotnet build "$1" -c "$2" -v quiet -nologo --tl:off -clp:ErrorsOnly\;NoSummary </dev/null 2>&1) || {
    stop_clock
    { grep ': error ' <<<"$output" | LC_ALL=C sort -u; } >&2 || say "$output"
    fail "$exit_build" "the build of $1 failed (see above)."
  }
  stop_clock
  say "Built in $((SECONDS - started)) s"
  mkdir -p "$stamp"
  outputs_state "$2" >"$stamp/outputs"
  printf '%s\n' "$inputs" >"$stamp/inputs"
}

shims_in_use() {
  [[ $feed == restricted ]] || return 0
  local names=("$root"/shims/*/*.csproj)
  names=("${names[@]##*/}")
  printf '; shims: %s' "$(join ", " "${names[@]%.csproj}")"
}
