#!/bin/sh
# Starts PostgreSQL as the official image does, as far as our topologies ask: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB (each
# also as …_FILE), POSTGRES_INITDB_ARGS, POSTGRES_HOST_AUTH_METHOD, PGDATA, and *.sh and *.sql in /docker-entrypoint-initdb.d.
set -eu

case ${1:-} in
  "" | -*) set -- postgres "$@" ;;
esac
[ "$1" = postgres ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /run/postgresql
  chown -R postgres:postgres "$PGDATA" /run/postgresql
  chmod 700 "$PGDATA"
  exec setpriv --reuid postgres --regid postgres --init-groups "$0" "$@"
fi

# value NAME DEFAULT: the variable, or what the file named by NAME_FILE holds.
value() {
  eval "file=\${$1_FILE:-} text=\${$1:-}"
  if [ -n "$file" ]; then
    text=$(cat "$file")
  fi
  printf '%s' "${text:-$2}"
}

# Over the socket, which nobody outside the container reaches.
ask() {
  psql --no-password --set ON_ERROR_STOP=1 --username "$user" --host /run/postgresql --dbname "$@"
}

create() {
  password=$(value POSTGRES_PASSWORD '')
  if [ -z "$password" ] && [ "$method" != trust ]; then
    echo "POSTGRES_PASSWORD (or POSTGRES_PASSWORD_FILE) is not set, and without it nobody could log in" >&2
    exit 1
  fi

  secret=$(mktemp /dev/shm/password.XXXXXX)
  printf '%s\n' "${password:-none}" >"$secret"
  # The arguments are meant to be split into words.
  # shellcheck disable=SC2086
  initdb --pgdata "$PGDATA" --username "$user" --pwfile "$secret" ${POSTGRES_INITDB_ARGS:-} || { rm -f "$secret"; exit 1; }
  rm -f "$secret"
  printf 'host all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"
  printf "listen_addresses = '*'\n" >>"$PGDATA/postgresql.conf"

  export PGPASSWORD="$password"
  pg_ctl --pgdata "$PGDATA" --wait --options "-c listen_addresses='' -c unix_socket_directories=/run/postgresql" start
  database=$(value POSTGRES_DB "$user")
  if [ "$database" != postgres ]; then
    printf 'CREATE DATABASE :"name";\n' | ask postgres --set "name=$database"
  fi
  for script in /docker-entrypoint-initdb.d/*; do
    case $script in
      *.sql) ask "$database" --file "$script" ;;
      *.sh) sh -eu "$script" ;;
    esac
  done
  pg_ctl --pgdata "$PGDATA" --wait --mode fast stop
  unset PGPASSWORD
}

user=$(value POSTGRES_USER postgres)
method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
[ -s "$PGDATA/PG_VERSION" ] || create
exec "$@"
