#!/usr/bin/env bash
# Publishes the topology and replaces the golden files by what came of it. The AppHost is built before.
set -euo pipefail
golden=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$golden/../../../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet "$root/FamilyCart.AppHost/bin/Debug/net10.0/FamilyCart.AppHost.dll" --operation publish --step publish --output-path "$folder" --Publish:Tag golden \
  --Publish:Values true --Publish:SelfSigned true --Publish:Set:PUBLIC_ADDRESS https://uat.example.org --Publish:Set:RUNNER_SCOPE family/cart
for file in docker-compose.yaml compose.limits.yaml .env postgres/provision.sql prometheus/targets/uat-api-blue.json; do
  name=${file//\//-}
  cp "$folder/$file" "$golden/${name#.}"
done
