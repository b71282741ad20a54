#!/bin/sh
# Registers this runner, or takes it away: config.sh --url URL --token TOKEN [--name NAME] [--labels A,B] [--ephemeral] …; config.sh remove --token TOKEN
root=$(cd "$(dirname "$0")" && pwd)
if [ "$1" = remove ]; then
  exec "$root/bin/Runner.Listener" "$@"
fi
exec "$root/bin/Runner.Listener" configure "$@"
