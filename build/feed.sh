# Which packages the feed carries: official (all of them) or restricted (shims/ stand in for some).
# shellcheck shell=bash disable=SC2034,SC2154

# need_feed WANTED: WANTED is official, restricted or empty, which takes the remembered answer or asks the feed.
need_feed() {
  feed=$1
  [[ -n $feed || ! -f $root/.package-feed ]] || feed=$(<"$root/.package-feed")
  case $feed in
    official | restricted) ;;
    "") probe_feed ;;
    *) fail "$exit_usage" "the file .package-feed says '$feed'; it must say official or restricted, so remove it or use --feed." ;;
  esac
  remember_feed
  # MSBuild takes it from here, in every child.
  export PackageFeed=$feed
}

remember_feed() {
  [[ -n $feed_unsure || $(cat "$root/.package-feed" 2>/dev/null) == "$feed" ]] && return
  printf '%s\n' "$feed" >"$root/.package-feed.$$"
  mv "$root/.package-feed.$$" "$root/.package-feed"
}

feed_unsure=

# Restores one project that names the one package on which everything depends.
probe_feed() {
  local folder output
  folder=$(mktemp -d)
  cat >"$folder/Probe.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Aspire.Hosting" Version="13.5.4" />
  </ItemGroup>
</Project>
PROJECT
  if output=$(dotnet restore "$folder/Probe.csproj" --verbosity quiet 2>&1 </dev/null); then
    feed=official
  else
    feed=restricted
    # Only a feed that answered has said no.
    [[ $output == *NU110[123]* ]] || feed_unsure=yes
  fi
  rm -rf "$folder"
  if [[ -n $feed_unsure ]]; then
    say "The package feed did not answer; going on as if it were restricted (--feed official overrules)"
  fi
}
