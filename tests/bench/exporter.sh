#!/usr/bin/env bash
# Prints what one scrape of 1,500 series costs over loopback HTTP.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project="$here/ExporterBench/ExporterBench.csproj"

dotnet build "$project" --configuration Release --verbosity quiet --nologo >&2
exec dotnet "$here/ExporterBench/bin/Release/net10.0/ExporterBench.dll"
