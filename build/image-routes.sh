# The two ways to an image of a service, and the one to what is made of two of them. Each takes PROJECT and NAME, but the last the name alone,
# leaves NAME:$tag in the engine, and sets layer_digest and layer_bytes.
# Expects $root, $base, $postgres, $tag, $sdk, $revision, $epoch, $work and $scratch.
# shellcheck shell=bash disable=SC2034,SC2154

# By the SDK, in folders of its own, so that it disturbs no other build of this clone. For a runtime the packages are locked elsewhere; what
# analyzers have to say is said by every other build, and symbols, which no image has, would make a difference of the folder.
container_support() {
  local folder=$scratch/$1 arguments output
  arguments=("$root/$1/$1.csproj" -c Release -r linux-x64 --no-self-contained -t:PublishContainer --artifacts-path "$work"
    "-p:NuGetLockFilePath=$work/$1.lock.json" -p:RestoreLockedMode=false "-p:ContainerArchiveOutputPath=$folder.tar" "-p:ContainerImageTag=$tag"
    "-p:ContainerRevision=$revision" "-p:SourceRevisionId=$revision" -p:RunAnalyzers=false -p:DebugType=none -v quiet -nologo --tl:off)
  [[ -z $base ]] || arguments+=("-p:ContainerBaseImage=$base")
  say "Building $1"
  # The SDK's own servers outlive the build and would keep the lock.
  output=$(exec {lock}>&- && cd "$root" && DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet publish "${arguments[@]}" </dev/null 2>&1) || {
    { grep -E 'error ' <<<"$output" | LC_ALL=C sort -u; } >&2 || say "$output"
    fail "$exit_build" "the image $2 could not be made (see above); where the base cannot be pulled, --base names another."
  }
  mkdir "$folder"
  tar -x -f "$folder.tar" -C "$folder"
  rm -f "$folder.tar"
  settle "$folder" "$epoch"
  tar -c -C "$folder" . | docker load --quiet >/dev/null || fail "$exit_build" "the engine did not take the image $2 (see above)."
  rm -rf "$folder"
}

# In the engine. What git ignores is not in the context, so the package feed and the commit are told.
dockerfile() {
  local feed folder=$scratch/$1 output arguments
  feed=$(cat "$root/.package-feed" 2>/dev/null || echo restricted)
  arguments=(--file "$root/build/Dockerfile" --tag "$2:$tag" --build-arg "PROJECT=$1" --build-arg "PACKAGE_FEED=$feed"
    --build-arg "VERSION=$(version)" --build-arg "COMMIT=$revision" --build-arg "SOURCE_DATE_EPOCH=$epoch")
  [[ -z $base ]] || arguments+=(--build-arg "BASE_IMAGE=$base")
  [[ -z $sdk ]] || arguments+=(--build-arg "SDK_IMAGE=$sdk")
  say "Building $1"
  output=$(docker build "${arguments[@]}" "$root" </dev/null 2>&1) || {
    say "$(tail -n 30 <<<"$output")"
    fail "$exit_build" "the image $2 could not be made (see above); where a base cannot be pulled, --base and --sdk name others."
  }
  mkdir "$folder"
  docker save "$2:$tag" | tar -x -C "$folder"
  measure "$folder/$(own_layer "$folder")"
  rm -rf "$folder"
}

# Of two images that were made before it and a server's: docs/images.md. Takes NAME.
backup_image() {
  local folder=$scratch/backup output arguments
  arguments=(--file "$root/images/backup/Dockerfile" --tag "$1:$tag" --build-arg "OPS_IMAGE=familycart/ops:$tag" --build-arg "API_IMAGE=familycart/api:$tag"
    --build-arg "VERSION=$(version)" --build-arg "COMMIT=$revision" --build-arg "SOURCE_DATE_EPOCH=$epoch")
  [[ -z $postgres ]] || arguments+=(--build-arg "POSTGRES_IMAGE=$postgres")
  say "Building $1"
  output=$(docker build "${arguments[@]}" "$root/images/backup" </dev/null 2>&1) || {
    say "$(tail -n 30 <<<"$output")"
    fail "$exit_build" "the image $1 could not be made (see above); where its base cannot be pulled, --postgres names another."
  }
  mkdir "$folder"
  docker save "$1:$tag" | tar -x -C "$folder"
  measure "$folder/$(own_layer "$folder")"
  rm -rf "$folder"
}

# measure LAYER: compressed as a registry would have it. Older engines save layers uncompressed.
measure() {
  if gzip -t "$1" 2>/dev/null; then
    layer_digest=sha256:$(gunzip -c "$1" | sha256sum | cut -d ' ' -f 1)
    layer_bytes=$(stat -L -c %s "$1")
  else
    layer_digest=sha256:$(digest_of "$1")
    layer_bytes=$(gzip -n -9 -c "$1" | wc -c)
  fi
}
