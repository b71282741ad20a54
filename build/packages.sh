# The servers that run as processes come from the distribution. A package is missing when its program is.
# Tests set FAMILYCART_SYSTEM_FOLDERS and FAMILYCART_POSTGRES_ROOT to make a machine that lacks some.
# shellcheck shell=bash disable=SC2034,SC2154

has_program() {
  local name folder
  for name in "$@"; do
    # Servers lie outside an ordinary user's PATH.
    for folder in ${PATH//:/ } ${FAMILYCART_SYSTEM_FOLDERS-/usr/local/sbin /usr/sbin /sbin}; do
      [[ -x $folder/$name ]] && return 0
    done
  done
  return 1
}

# As FamilyCart.AppHost says it too. Debian 12 and Ubuntu 24.04 are the first releases that have it.
readonly oldest_postgres=15

has_postgres() {
  local program major
  for program in "${FAMILYCART_POSTGRES_ROOT:-/usr/lib/postgresql}"/*/bin/postgres; do
    major=${program%/bin/postgres} major=${major##*/}
    [[ -x $program && $major =~ ^[0-9]+$ ]] && ((major >= oldest_postgres)) && return 0
  done
  return 1
}

# An installation that was killed leaves a policy behind that keeps every server of the machine from starting.
put_back_leftovers() {
  local leftovers
  leftovers=$(compgen -G "${FAMILYCART_INSTALL_ROOT:-}/usr/sbin/policy-rc.d.familycart-*") || return 0
  if ((EUID == 0)); then
    "$root/build/install.sh" --put-back
  elif [[ ${CI:-} == true ]] && command -v sudo >/dev/null; then
    sudo -n "$root/build/install.sh" --put-back
  else
    false
  fi || say "An earlier installation was cut short and left ${leftovers//$'\n'/, } behind; to put back what it set aside, run: sudo build/install.sh --put-back"
}

# Set by ./test where it runs the tests that look at the dashboard.
needs_browser=no
# Set by those who need a container engine of their own.
needs_engine=no
# Set by ./test where it runs runners in the other engine as well.
needs_podman=no
# Set by ./test where it runs the tests of the registry cache.
needs_registry=no
# Set by ./test where it runs the tests that copy backups into a bucket.
needs_store=no
# Set by ./test where it runs the tests that get certificates.
needs_acme=no

missing_packages() {
  has_postgres || echo postgresql
  has_program redis-server || echo redis-server
  has_program prometheus || echo prometheus
  has_program prometheus-alertmanager alertmanager || echo prometheus-alertmanager
  has_program prometheus-node-exporter node_exporter || echo prometheus-node-exporter
  has_program prometheus-postgres-exporter postgres_exporter || echo prometheus-postgres-exporter
  has_program prometheus-redis-exporter redis_exporter || echo prometheus-redis-exporter
  has_program pgbackrest || echo pgbackrest
  [[ $needs_store == no ]] || has_program rclone || echo rclone
  [[ $needs_browser == no ]] || has_program chromium chromium-browser google-chrome || echo chromium
  [[ $needs_registry == no ]] || has_program docker-registry || echo docker-registry
  [[ $needs_acme == no ]] || has_program pebble || echo pebble
  [[ $needs_acme == no ]] || has_program certbot || echo certbot
  [[ $needs_engine == no ]] || has_program dockerd || printf '%s\n' docker.io containerd
  [[ $needs_podman == no ]] || has_program podman || printf '%s\n' podman catatonit
}

# need_packages INSTALL: installs what is missing, unless INSTALL is no.
need_packages() {
  local missing names command
  [[ $1 != yes ]] || put_back_leftovers
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]})) || return 0
  names=$(join ", " "${missing[@]}")
  command="build/install.sh ${missing[*]}"

  has_program apt-get \
    || fail "$exit_packages" "missing on this machine: $names; it has no apt-get, so install them with its own package manager, or start a container engine."
  [[ $1 == yes ]] \
    || fail "$exit_packages" "missing on this machine: $names; leave out --no-install, or run: sudo $command"

  if ((EUID == 0)); then
    say "Installing $names"
    "$root/build/install.sh" "${missing[@]}" || install_failed $? "$command"
  elif ! command -v sudo >/dev/null; then
    fail "$exit_packages" "missing on this machine: $names; only root may install them and there is no sudo, so run as root: $command"
  elif [[ ${CI:-} == true ]]; then
    say "Installing $names with sudo"
    sudo -n "$root/build/install.sh" "${missing[@]}" || install_failed $? "sudo $command"
  elif ask "Install $names with sudo?"; then
    sudo "$root/build/install.sh" "${missing[@]}" || install_failed $? "sudo $command"
  else
    fail "$exit_packages" "missing on this machine: $names; nothing was installed, which needs your consent, so run: sudo $command"
  fi

  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} == 0)) \
    || fail "$exit_install" "installed, but the programs of $(join ", " "${missing[@]}") are still not found; PostgreSQL must be $oldest_postgres or later, which Debian 12 and Ubuntu 24.04 are the first to have."
}

install_failed() {
  (($1 == exit_interrupted)) && exit "$exit_interrupted"
  fail "$exit_install" "the packages could not be installed (see above); cure that and try again, or run: $2"
}
