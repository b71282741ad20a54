#!/usr/bin/env bash
# Installs distribution packages so that none of their servers starts, now or at boot, and no database cluster is made.
# As root:  build/install.sh PACKAGE...
#           build/install.sh --put-back    only puts back what a run that was killed had set aside
# Exit code 0, 1 if apt failed, 2 if used wrongly, 130 if interrupted. What it changes for the time being, it puts back.
set -euo pipefail

(($#)) || { echo "usage: build/install.sh PACKAGE... | --put-back" >&2; exit 2; }
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

install() {
  # Nothing of the machine's own makes room for it.
  apt install --no-install-recommends --no-remove "$@"
}

# Not in /run/lock, where anyone could have made the file and keep it locked.
exec 9>"$prefix/run/familycart-install.lock"
flock -w 600 9 || { echo "build/install.sh: another build/install.sh has been at work for ten minutes; wait for it, or end it, and try again." >&2; exit 1; }
# A run that was killed may have left things aside.
put_back
[[ $1 != --put-back ]] || { rm -f "$log"; exit 0; }
trap put_back EXIT
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

# services FOLDER SUFFIX PACKAGE: what the package calls its services there; often as itself.
services() {
  { echo "/$3"; dpkg -L "$3" 2>/dev/null | grep -E "$1/[^/]+$" || true; } | sed -n "s|.*/\([^/]*\)$|\1|p" | sed "$2" | LC_ALL=C sort -u
}

# policy-rc.d keeps them from starting now, this from starting at boot, when they would hold our ports.
for package in "$@"; do
  if command -v systemctl >/dev/null; then
    for unit in $(services /systemd/system '/[.]/!s/$/.service/' "$package"); do
      systemctl disable "$unit" >>"$log" 2>&1 || true
    done
  else
    for service in $(services /etc/init.d '' "$package"); do
      [[ ! -x $prefix/etc/init.d/$service ]] || update-rc.d "$service" disable >>"$log" 2>&1 || true
    done
  fi
done
rm -f "$log"
