# The services' images, whose base comes from a registry of our own for as long as that takes.
# shellcheck shell=bash disable=SC2154

readonly registry_seconds=60

# services ARGUMENT...: of build/images.sh, but --base and --sdk.
services() (
  local port folder pid deadline name arguments=("$@")
  make_aspnet
  make_backup_base
  if [[ " $* " == *' --dockerfile '* ]]; then
    make_sdk
    lend "$root/build/images.sh" "$@"
  fi
  has_program docker-registry || fail "$exit_packages" "docker-registry is not installed; run: sudo build/install.sh docker-registry"
  folder=$(mktemp -d)
  trap '[[ -z ${pid:-} ]] || kill "$pid" 2>/dev/null || true; rm -rf "$folder"' EXIT
  trap 'exit "$exit_interrupted"' INT TERM HUP
  port=$(free_port)
  printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s/data}}\nhttp: {addr: "127.0.0.1:%s"}\n' "$folder" "$port" >"$folder/config.yml"
  docker-registry serve "$folder/config.yml" >"$folder/log" 2>&1 </dev/null &
  pid=$!
  deadline=$((SECONDS + registry_seconds))
  until { : </dev/tcp/127.0.0.1/"$port"; } 2>/dev/null; do
    kill -0 "$pid" 2>/dev/null || { cat "$folder/log" >&2; fail "$exit_failed" "docker-registry ended at once (see above)."; }
    ((SECONDS < deadline)) || fail "$exit_failed" "docker-registry did not answer within $registry_seconds s."
    sleep 0.1
  done
  # An engine takes a registry on loopback without TLS; the SDK is told.
  name=localhost:$port/$(base_name | cut -d / -f 2-)
  docker tag "$(base_name)" "$name"
  docker push --quiet "$name" >/dev/null || fail "$exit_failed" "the registry did not take $name (see above)."
  docker image rm "$name" >/dev/null
  # Other tests run beside it.
  (lend nice -n 10 env DOTNET_CONTAINER_INSECURE_REGISTRIES="localhost:$port" "$root/build/images.sh" --base "$name" "${arguments[@]}")
)

# What images/backup/Dockerfile stands on, with what it would install there.
make_backup_base() {
  local programs
  programs=$(postgres_programs)
  { [[ -x $programs/postgres ]] && has_program pgbackrest; } \
    || fail "$exit_packages" "PostgreSQL or pgBackRest is not installed, of which an image is made; run: sudo build/install.sh postgresql pgbackrest"
  image postgres "$(default_of POSTGRES_IMAGE "$root/images/backup/Dockerfile")" postgres "$programs" \
    "postgresql-$(basename "$(dirname "$programs")")" pgbackrest "${dotnet_libraries[@]}"
}

free_port() {
  local port
  while port=$((RANDOM % 5000 + 24000)); { : </dev/tcp/127.0.0.1/"$port"; } 2>/dev/null; do :; done
  printf '%s' "$port"
}
