# Set-up that ./run and ./test share: tools, packages, feed, build. Expects $root.
# shellcheck shell=bash disable=SC2034,SC2154
for part in say tools packages feed build; do
  # shellcheck source=/dev/null
  source "$root/build/$part.sh"
done
trap 'stop_clock; exit "$exit_interrupted"' INT TERM HUP
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
