# Images under their published names, made of this machine's own Debian packages.
# shellcheck shell=bash disable=SC2154

# What an image holds besides the server and what it depends on: a shell, its tools, and the way to another account.
readonly base_packages=(base-files bash coreutils dash findutils grep libc-bin sed util-linux)
# Large, and needed for no more than compiled queries and languages, which nobody here asks for.
readonly spared_packages='libllvm[0-9]*|libz3-4|locales|libc-l10n'

# published KIND [REGISTRY]: the name under which FamilyCart.AppHost asks for that image.
published() {
  local text registry image tag
  text=$(<"$root/FamilyCart.AppHost/Resources/ImageTags.cs")
  registry=$(constant "${2:-Registry}" "$text")
  image=$(constant "$1Image" "$text")
  tag=$(constant "$1" "$text")
  printf '%s/%s:%s' "$registry" "$image" "$tag"
}

constant() {
  local value
  value=$(sed -n "s/.* string $1 = \"\(.*\)\";/\1/p" <<<"$2")
  [[ -n $value ]] || fail "$exit_failed" "FamilyCart.AppHost/Resources/ImageTags.cs has no '$1'."
  printf '%s' "$value"
}

# installed PACKAGE...: these and all that they depend on, but for what is spared, each with its version.
installed() {
  local packages
  mapfile -t packages < <(apt-cache depends --recurse --installed --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances "$@" \
    | sed -n 's/^\([a-z0-9][^:]*\).*/\1/p' | LC_ALL=C sort -u | grep -v -x -E "$spared_packages")
  # Some are but possible choices, and none of them is here.
  { dpkg-query -W -f '${db:Status-Abbrev}${Package}=${Version}\n' "${packages[@]}" 2>/dev/null || true; } | sed -n 's/^ii *//p'
}

# files_of: their files by their real places, since the packages still say /lib for what lies in /usr/lib.
files_of() {
  local path folder
  local -A real
  while read -r path; do
    [[ -e $path || -L $path ]] || continue
    if [[ -d $path && ! -L $path ]]; then
      continue
    fi
    folder=${path%/*}
    [[ -n ${real[$folder/]:-} ]] || real[$folder/]=$(readlink -f "$folder/")
    path=${real[$folder/]%/}/${path##*/}
    printf '%s\n' "${path#/}"
  done < <(xargs dpkg-query -L | grep -v -E '^/usr/share/(doc|man|info|locale)/|llvmjit|/bitcode/|^/usr/lib/x86_64-linux-gnu/perl') | LC_ALL=C sort -u
}

# bare_stage ACCOUNT ID: makes a folder of what no package brings, and prints its path.
bare_stage() {
  local stage name
  stage=$(mktemp -d)
  chmod 755 "$stage"
  mkdir -p "$stage"/{dev,etc,proc,run,sys,tmp,usr/local/bin,var/tmp}
  chmod 1777 "$stage"/{tmp,var/tmp}
  for name in bin lib lib32 lib64 sbin; do
    ln -s "usr/$name" "$stage/$name"
  done
  ln -s ../run "$stage/var/run"
  printf 'root:x:0:0::/root:/bin/sh\n%s:x:%s:%s::/:/bin/sh\n' "$1" "$2" "$2" >"$stage/etc/passwd"
  printf 'root:x:0:\n%s:x:%s:\n' "$1" "$2" >"$stage/etc/group"
  printf '%s' "$stage"
}

# pack FILE STAGE PACKAGE=VERSION...: all that an image holds, as one archive. Removes the stage.
pack() {
  local file=$1 stage=$2
  shift 2
  # What the stage has goes before what packages have in the same place: an import takes no path twice.
  { printf '%s\n' "${@%%=*}" | files_of; echo etc/ld.so.cache; } | tar -C / -c --no-recursion -T - | tar -C "$stage" -x --skip-old-files
  tar -C "$stage" -c -f "$file" .
  rm -rf "$stage"
}

# rootfs FILE KIND ACCOUNT PACKAGE=VERSION...
rootfs() {
  local file=$1 kind=$2 stage
  stage=$(bare_stage "$3" 999)
  shift 3
  mkdir -p "$stage"/{data,docker-entrypoint-initdb.d}
  install -m 755 "$root/tests/engine/$kind/docker-entrypoint.sh" "$stage/usr/local/bin/"
  pack "$file" "$stage" "$@"
}

# image KIND NAME ACCOUNT PROGRAMS PACKAGE...: PROGRAMS is the folder of the server's own.
image() {
  local kind=$1 name=$2 account=$3 programs=$4 label packages archive context
  shift 4
  docker image inspect "$name" >/dev/null 2>&1 && return
  label=${name##*/} label=${label//[:.]/-}
  mapfile -t packages < <(installed "${base_packages[@]}" "$@")
  archive=$cache/$label-$(cat "$root/tests/engine/images.sh" "$root/tests/engine/$kind/"* - <<<"${packages[*]}" | cksum | cut -d ' ' -f 1).tar
  if [[ ! -f $archive ]]; then
    mkdir -p "$cache"
    rm -f "$cache/$label-"*.tar
    rootfs "$archive.$$" "$kind" "$account" "${packages[@]}"
    mv "$archive.$$" "$archive"
  fi
  context=$(mktemp -d "$cache/context.XXXXXX")
  cp "$root/tests/engine/$kind/Dockerfile" "$context/"
  ln "$archive" "$context/rootfs.tar"
  # The builder of old makes layers itself; the newer one would be one more program to install.
  DOCKER_BUILDKIT=0 docker build --quiet --build-arg PROGRAMS="$programs" --tag "$name" "$context" >/dev/null 2>"$run_folder/build.log" \
    || { cat "$run_folder/build.log" >&2; rm -rf "$context"; fail "$exit_failed" "the image $name could not be made (see above)."; }
  rm -rf "$context"
  say "Made $name"
}

# import_image NAME ARCHIVE CHANGE...: an image of one layer; what a Dockerfile would say of it are the changes.
import_image() {
  local name=$1 archive=$2 changes=() change
  shift 2
  for change; do
    changes+=(--change "$change")
  done
  docker import "${changes[@]}" "$archive" "$name" >/dev/null || fail "$exit_failed" "the image $name could not be made (see above)."
  say "Made $name"
}

# The newest PostgreSQL of this machine: the folder of its programs.
postgres_programs() {
  printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1
}

make_images() {
  local programs
  programs=$(postgres_programs)
  { [[ -x $programs/postgres ]] && has_program redis-server; } \
    || fail "$exit_packages" "PostgreSQL or Redis is not installed, of which the images are made; run: sudo build/install.sh postgresql redis-server"
  image postgres "$(published Postgres)" postgres "$programs" "postgresql-$(basename "$(dirname "$programs")")"
  image redis "$(published Redis)" redis /usr/bin redis-server
}
