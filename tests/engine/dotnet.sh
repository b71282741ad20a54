# .NET's images under their published names, made of this machine's .NET and of Debian's libraries.
# shellcheck shell=bash disable=SC2154

# What .NET loads, and what trusts certificates. No shell and no tool is among it, as in the published image.
readonly dotnet_libraries=(libc6 libgcc-s1 libssl3 libstdc++6 zlib1g)
# Of the image's own user, as which it builds.
readonly sdk_home=root
readonly dotnet_environment='ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 DOTNET_RUNNING_IN_CONTAINER=true'

dotnet_folder() {
  local program
  program=$(command -v dotnet) || fail "$exit_packages" "dotnet is not in PATH; install the .NET SDK."
  dirname "$(readlink -f "$program")"
}

# The name that build/containers.props has for the base of the services.
base_name() {
  sed -n 's/.*<ContainerBaseImage [^>]*>\(.*\)<\/ContainerBaseImage>/\1/p' "$root/build/containers.props"
}

# default_of ARGUMENT FILE: of a Dockerfile.
default_of() {
  sed -n "s/^ARG $1=//p" "$2" | head -n 1
}

# dotnet_stage FOLDER...: of the machine's .NET those, with their newest version if they have several.
dotnet_stage() {
  local stage from folder
  stage=$(bare_stage app 1654)
  from=$(dotnet_folder)
  mkdir -p "$stage"/{app,home/app,etc/ssl/certs,usr/bin,usr/share/dotnet}
  chown 1654:1654 "$stage/home/app"
  cp -L /etc/ssl/certs/ca-certificates.crt "$stage/etc/ssl/certs/"
  cp "$from/dotnet" "$stage/usr/share/dotnet/"
  ln -s ../share/dotnet/dotnet "$stage/usr/bin/dotnet"
  for folder; do
    (cd "$from" && cp -r --parents "$folder" "$stage/usr/share/dotnet/")
  done
  printf '%s' "$stage"
}

make_aspnet() {
  local name stage archive
  name=$(base_name)
  ! docker image inspect "$name" >/dev/null 2>&1 || return 0
  stage=$(dotnet_stage host shared)
  archive=$(mktemp)
  pack "$archive" "$stage" "${dotnet_libraries[@]}"
  import_image "$name" "$archive" "$dotnet_environment DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true" 'USER 1654' 'WORKDIR /'
  rm -f "$archive"
}

# The packages of the services are in it, since it reaches no feed: those of the lock files, and what the SDK itself fetches.
make_sdk() {
  local name stage archive packages folder
  name=$(default_of SDK_IMAGE "$root/build/Dockerfile")
  ! docker image inspect "$name" >/dev/null 2>&1 || return 0
  stage=$(dotnet_stage .)
  packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
  mkdir -p "$stage/$sdk_home/.nuget/packages"
  while read -r folder; do
    [[ ! -d $packages/$folder ]] || cp -r "$packages/$folder" "$stage/$sdk_home/.nuget/packages/"
  done < <(sed -n 's/^ *"\([A-Za-z0-9.]*\)": {$/\L\1/p' "$root"/FamilyCart.*/packages.*.lock.json | LC_ALL=C sort -u
    printf '%s\n' yarp.reverseproxy microsoft.{netcore.app.crossgen2,netcore.app.runtime,aspnetcore.app.runtime}.linux-x64)
  archive=$(mktemp)
  mapfile -t packages < <(installed "${base_packages[@]}" "${dotnet_libraries[@]}")
  pack "$archive" "$stage" "${packages[@]}"
  import_image "$name" "$archive" "$dotnet_environment HOME=/root DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true NUGET_CERT_REVOCATION_MODE=offline"
  rm -f "$archive"
}
