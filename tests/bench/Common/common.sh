# For the benches that need a published project, a PostgreSQL and programs of Debian: sourced, with `figures` (names without the area) set.
# shellcheck shell=bash disable=SC2154

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
readonly root

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

# need PROGRAM...: what is missing is installed for this call only; who may not install does without, and the figure says why.
need() {
  local program missing=()
  # Debian keeps servers such as nginx where only root looks.
  PATH=$PATH:/usr/sbin
  for program in "$@"; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  if ((${#missing[@]})) && ((EUID == 0)); then
    "$root/build/install.sh" --list "$installed" "${missing[@]}" >&2 || true
  fi
}

# allow_files COUNT: open files of a process, as far as that may be.
allow_files() {
  local limit
  limit=$(ulimit -n)
  [[ $limit == unlimited ]] || ((limit >= $1)) || ulimit -n "$1" 2>/dev/null || ulimit -n "$(ulimit -Hn)"
}

# run_bench AREA PROJECT [PART...]: publishes the project of tests/bench and runs it. The exit code is the bench's; a build that fails
# says so in every figure.
run_bench() {
  local area=$1 project=$2 results=$root/tests/bench/results folder name code=0
  shift 2
  mkdir -p "$results"
  # Debian keeps the server in a folder of its version; what it has of pgbench in /usr/bin asks for a cluster.
  for folder in /usr/lib/postgresql/*/bin; do
    PATH=$folder:$PATH
  done
  # For a runtime the packages are locked elsewhere: the lock files of the repository name none.
  if ! dotnet publish "$root/tests/bench/$project/$project.csproj" --configuration Release \
    --runtime "linux-$([[ $(uname -m) == aarch64 ]] && echo arm64 || echo x64)" --no-self-contained -p:NuGetLockFilePath=obj/bench.lock.json \
    --output "$published" --verbosity quiet --nologo >&2; then
    for name in "${figures[@]}"; do
      echo "figure $area.$name none the build failed"
    done
    return 1
  fi
  dotnet "$published/$project.dll" "$results" "${FAMILYCART_BENCH_CONFIGURATION:-$root/FamilyCart.AppHost/Resources/Postgres/postgresql.conf}" "$@" &
  pid=$!
  wait "$pid" || code=$?
  pid=''
  return "$code"
}
