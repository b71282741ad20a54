# The command-line program. That of Debian 12 is older than what the Aspire orchestrator works with.
# shellcheck shell=bash disable=SC2154

readonly oldest_client=25 client_suite=trixie

is_new_enough() {
  local version
  version=$("$1" --version 2>/dev/null) || return 1
  [[ $version =~ ^Docker\ version\ ([0-9]+) ]] && ((BASH_REMATCH[1] >= oldest_client))
}

# Puts the next Debian's before the machine's own in PATH if that is too old. Nothing is installed: the package is only unpacked.
need_client() {
  ! is_new_enough docker || return 0
  [[ -x $client_folder/docker ]] || fetch_client
  use_client
}

use_client() {
  if [[ -x $client_folder/docker ]] && ! is_new_enough docker; then
    PATH=$client_folder:$PATH
  fi
}

fetch_client() {
  fetch_program docker-cli usr/bin/docker
}

# Compose v2, unless it is there. Debian 12's own is of another age.
need_compose() {
  [[ $(docker-compose version --short 2>/dev/null) != 2.* && ! -x $client_folder/docker-compose ]] || return 0
  fetch_program docker-compose usr/libexec/docker/cli-plugins/docker-compose
}

# fetch_program PACKAGE FILE: puts that file of the next Debian's package into the client's folder.
fetch_program() {
  local folder options mirror
  say "Fetching $1 of Debian's $client_suite"
  folder=$(mktemp -d)
  mkdir -p "$folder"/lists/partial "$folder"/cache/archives/partial "$client_folder"
  # From where this machine has its own packages.
  # shellcheck disable=SC2016
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(RELEASE)' 'Created-By: Packages' | sed -n 's/ Debian [a-z]*$//p' | head -n 1)
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $client_suite main" >"$folder/sources.list"
  options=(-q -o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$folder/lists"
    -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none)
  { (cd "$folder" && apt-get "${options[@]}" update && apt-get "${options[@]}" download "$1" && dpkg-deb -x "$1"_*.deb unpacked) >"$folder/log" 2>&1 \
    && mv "$folder/unpacked/$2" "$client_folder/"; } \
    || { tail -n 10 "$folder/log" >&2; rm -rf "$folder"; fail "$exit_install" "$1 could not be fetched (see above)."; }
  rm -rf "$folder"
}
