#!/usr/bin/env bash
# Installs distribution packages so that none of their servers starts, now or at boot, and no database cluster is made.
# What is installed already stays as it is.
# As root:  build/install.sh [--list FILE] PACKAGE...    --list adds the packages that were not there before to FILE, a line each
#           build/install.sh --put-back                  only puts back what a run that was killed had set aside
# Exit code 0, 1 if apt failed, 2 if used wrongly, 130 if interrupted. What it changes for the time being, it puts back.
set -euo pipefail

list=
if [[ ${1:-} == --list ]]; then
  list=${2:-}
  shift $(($# < 2 ? 1 : 2))
fi
readonly list
(($#)) || { echo "usage: build/install.sh [--list FILE] PACKAGE... | --put-back" >&2; exit 2; }
# For tests: a folder that stands in for the machine's root.
readonly prefix=${FAMILYCART_INSTALL_ROOT:-}
[[ -n $prefix ]] || ((EUID == 0)) || { echo "build/install.sh: only root may install packages; run it with sudo." >&2; exit 2; }

readonly policy=$prefix/usr/sbin/policy-rc.d
readonly cluster=$prefix/etc/postgresql-common/createcluster.conf
log=$(mktemp /tmp/familycart-install.XXXXXX)
readonly log

# set_aside FILE: keeps the file, or that there was none, beside it.
set_aside() {
  if [[ -e $1 || -L $1 ]]; then
    mv -T "$1" "$1.familycart-kept"
  else
    : >"$1.familycart-none"
  fi
}

put_back() {
  local file
  for file in "$policy" "$cluster"; do
    if [[ -e $file.familycart-kept || -L $file.familycart-kept ]]; then
      mv -f -T "$file.familycart-kept" "$file"
    elif [[ -e $file.familycart-none ]]; then
      rm -f "$file" "$file.familycart-none"
    fi
  done
}

apt() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1 </dev/null
}

new=()

install() {
  # Nothing of the machine's own makes room for it, or is renewed for its own sake.
  local plan options=(--no-install-recommends --no-remove --no-upgrade)
  plan=$(apt-get -q -y -s "${options[@]}" install "$@" 2>/dev/null </dev/null) || true
  mapfile -t -O ${#new[@]} new < <(sed -n 's/^Inst \([^ ]*\) (.*/\1/p' <<<"$plan")
  apt "${options[@]}" install "$@"
}

# Of a plan that failed, only what became of it.
note_new() {
  local package
  [[ -n $list ]] || return 0
  for package in "${new[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == @(|not-installed|config-files) ]] || printf '%s\n' "$package"
  done | LC_ALL=C sort -u >>"$list"
}

finish() {
  put_back
  note_new
}

# Not in /run/lock, where anyone could have made the file and keep it locked.
exec 9>"$prefix/run/familycart-install.lock"
flock -w 600 9 || { echo "build/install.sh: another build/install.sh has been at work for ten minutes; wait for it, or end it, and try again." >&2; exit 1; }
# A run that was killed may have left things aside.
put_back
[[ $1 != --put-back ]] || { rm -f "$log"; exit 0; }
trap finish EXIT
trap 'exit 130' INT TERM HUP

set_aside "$policy"
printf '#!/bin/sh\nexit 101\n' >"$policy"
chmod 755 "$policy"

failed() {
  tail -n 20 "$log" >&2
  echo "build/install.sh: apt-get could not install $*; its whole output is in $log." >&2
  exit 1
}

# The first try spares the download of package lists that are there already.
for package in "$@"; do
  [[ -n $(apt-cache madison "$package" 2>/dev/null) ]] || { apt update || failed "$@"; break; }
done

if [[ " $* " == *" postgresql"* ]]; then
  install postgresql-common || { apt update && install postgresql-common; } || failed "$@"
  set_aside "$cluster"
  printf 'create_main_cluster = false\n' >"$cluster"
fi
install "$@" || { apt update && install "$@"; } || failed "$@"

# services FOLDER PACKAGE: the names of the files that the package has in that folder.
services() {
  dpkg -L "$2" 2>/dev/null | sed -n "s|.*$1/\([^/]*\)\$|\1|p"
}

# policy-rc.d keeps them from starting now, this from starting at boot, when they would hold our ports.
# The services of PostgreSQL belong to the package that was asked for first.
for package in "$@" postgresql-common; do
  [[ " ${new[*]} " == *" $package "* ]] || continue
  if command -v systemctl >/dev/null; then
    for unit in $(services /systemd/system "$package"); do
      systemctl disable "$unit" >>"$log" 2>&1 || true
    done
  else
    for service in $(services /etc/init.d "$package"); do
      update-rc.d "$service" disable >>"$log" 2>&1 || true
    done
  fi
done
rm -f "$log"
