# Removes a topology's data.
# shellcheck shell=bash disable=SC2034,SC2154

readonly data_marker=familycart.json

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
    timeout 5 "$engine" volume ls -q 2>/dev/null | grep "^familycart-$1-" | sed "s/^/$engine /" || true
  done
}

# remove_data NAME YES: only folders that the AppHost marked as this topology's, and only while nobody uses them.
remove_data() {
  local folder folders=() volumes engine volume
  for folder in "${Topology__DataDirectory:-}" "$root/.familycart/$1" "/var/lib/familycart/$1"; do
    [[ -n $folder && -f $folder/$data_marker ]] || continue
    grep -q "\"Topology\": *\"$1\"" "$folder/$data_marker" || continue
    flock --nonblock "$folder/$data_marker" true \
      || fail "$exit_running" "the topology '$1' runs on $folder, so its data was not removed; stop it first."
    folders+=("$folder")
  done
  mapfile -t volumes < <(volumes_of "$1")
  ((${#folders[@]} + ${#volumes[@]})) || return 0

  if [[ $2 != yes ]]; then
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
  say "Removed the data of '$1'"
}
