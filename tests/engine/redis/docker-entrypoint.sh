#!/bin/sh
# Starts Redis as the official image does: an option or a file is for redis-server, which does not run as root and is not shy of
# clients from other machines.
set -eu

case ${1:-} in
  "" | -* | *.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
  chown -R redis:redis .
  exec setpriv --reuid redis --regid redis --init-groups "$0" "$@"
fi
case "$*" in
  *protected-mode*) ;;
  redis-server*) set -- "$@" --protected-mode no ;;
esac
exec "$@"
