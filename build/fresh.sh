# Removes a topology's data.
# shellcheck shell=bash disable=SC2034,SC2154

readonly data_marker=familycart.json
# As FamilyCart.AppHost names them; a topology whose name goes on after a dash is another one.
readonly volume_kinds='postgres|redis|ollama'

has_engine() {
  local engine
  for engine in docker podman; do
    command -v "$engine" >/dev/null && timeout 5 "$engine" info >/dev/null 2>&1 && return 0
  done
  return 1
}

volumes_of() {
  local engine
  for engine in docker podman; do
    command -v "$engine" >/dev/null || continue
    timeout 5 "$engine" volume ls -q 2>/dev/null | grep -x -E "familycart-$1-($volume_kinds)" | sed "s/^/$engine /" || true
  done
}

# remove_data NAME FOLDER YES: FOLDER is a configured one or empty. Removes only folders that the AppHost marked as this topology's, and only while nobody uses them.
remove_data() {
  local folder folders=() lock locks=() volumes engine volume
  for folder in "$2" "$root/.familycart/$1" "/var/lib/familycart/$1"; do
    [[ -n $folder && -f $folder/$data_marker ]] || continue
    grep -q "\"Topology\": *\"$1\"" "$folder/$data_marker" || continue
    # Held until all is removed, so that no run begins on it meanwhile. The AppHost takes the same lock.
    { exec {lock}<"$folder/$data_marker"; } 2>/dev/null \
      || fail "$exit_usage" "you may not read $folder/$data_marker, so nothing was removed; run as the user that owns it."
    locks+=("$lock")
    flock --nonblock "$lock" \
      || fail "$exit_running" "the topology '$1' runs on $folder, so its data was not removed; stop it first."
    folders+=("$folder")
  done
  mapfile -t volumes < <(volumes_of "$1")
  ((${#folders[@]} + ${#volumes[@]})) || return 0

  if [[ $3 != yes ]]; then
    ask "Remove all data of '$1' ($(join ", " "${folders[@]}" "${volumes[@]}"))?" \
      || fail "$exit_usage" "nothing was removed and nothing started, since removing data needs your consent; answer yes, or add --yes."
  fi
  for folder in "${folders[@]}"; do
    rm -rf -- "$folder"
  done
  for volume in "${volumes[@]}"; do
    engine=${volume%% *}
    "$engine" volume rm "${volume#* }" >/dev/null
  done
  for lock in "${locks[@]}"; do
    exec {lock}>&-
  done
  say "Removed the data of '$1'"
}
