#!/usr/bin/env bash
# What publishing costs: seconds to publish (warm, median of 5), seconds until the part `uat` is healthy on an engine with all images there,
# megabytes of our layers and images, and the memory that each idle container takes of its limit. Needs root, for the engine; it cleans up.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly root offset=16000 tag=bench
readonly apphost=$root/FamilyCart.AppHost/bin/Release/net10.0/FamilyCart.AppHost.dll
folder=$(mktemp -d)

finish() {
  (cd "$folder" && docker-compose down --volumes --timeout 5 >/dev/null 2>&1) || true
  rm -rf "$folder"
  [[ -n ${was_running:-} ]] || "$root/tests/engine.sh" remove >/dev/null 2>&1 || true
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

give_up() {
  local name
  for name in seconds up app_layer service_image; do
    echo "figure publish.$name none $1"
  done
  exit 1
}

publish() {
  dotnet "$apphost" --operation publish --step publish --output-path "$folder" --Publish:Values true --Publish:Tag "$tag" --Publish:Profiles uat \
    --Publish:SelfSigned true --Publish:Set:PUBLIC_ADDRESS "https://localhost:$((8443 + offset))" --Topology:Name bench --Topology:PortOffset "$offset" >/dev/null
}

# measured COMMAND...: its seconds.
measured() {
  local began=$EPOCHREALTIME
  "$@" >&2 || return 1
  awk -v began="$began" -v ended="$EPOCHREALTIME" 'BEGIN { printf "%.2f\n", ended - began }'
}

dotnet build "$root/FamilyCart.AppHost" --configuration Release --verbosity quiet --nologo >&2 || give_up "the build failed"
was_running=$("$root/tests/engine.sh" env 2>/dev/null || true)
{ "$root/tests/engine.sh" start && "$root/tests/engine.sh" compose && "$root/tests/engine.sh" images && "$root/tests/engine.sh" images --monitoring; } >&2 || give_up "no engine"
eval "$("$root/tests/engine.sh" env)"
images=$("$root/tests/engine.sh" services --tag "$tag" --json) || give_up "the images could not be made"

publish || give_up "publishing failed"
echo "figure publish.seconds $(for _ in 1 2 3 4 5; do measured publish; done | sort -n | sed -n 3p) s"
cd "$folder"
up=$(measured docker-compose up --detach --wait --wait-timeout 180) || give_up "it did not come up"
echo "figure publish.up $up s"
largest() {
  grep -o "\"$1\":[0-9.]*" <<<"$images" | cut -d : -f 2 | sort -n | tail -n 1
}
echo "figure publish.app_layer $(largest layerMegabytes) MB"
echo "figure publish.service_image $(largest megabytes) MB"
sleep 30
docker stats --no-stream --format '{{.Name}} {{.MemUsage}} {{.CPUPerc}}' | sed 's/familycart-bench-\(.*\)-1 /idle \1: /' | sort
