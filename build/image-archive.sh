# Archives of images, as `docker save` and the .NET SDK write them: a manifest.json names the configuration and the layers.
# shellcheck shell=bash disable=SC2034

digest_of() {
  sha256sum "$1" | cut -d ' ' -f 1
}

# own_layer FOLDER: the path, within an unpacked archive, of its last layer.
own_layer() {
  grep -o '"Layers":\[[^]]*\]' "$1/manifest.json" | grep -o '"[^"]*"' | tail -n 1 | tr -d '"'
}

# The .NET SDK gives every file and the image itself the time of the build, and files in the order in which the disk has them.
#
# settle FOLDER EPOCH: writes the last layer of an unpacked archive anew, sorted, with one time for all, and says so in the
# configuration. The same files then are the same layer, and the same image. Sets layer_digest, of what is in it, and layer_bytes, compressed.
settle() {
  local folder=$1 epoch=$2 old layer old_id new_id old_config config time
  old=$(own_layer "$folder")
  mkdir "$folder/content"
  tar -x -z -f "$folder/$old" -C "$folder/content"
  tar -c -f "$folder/layer.tar" -C "$folder/content" --format ustar --sort name --mtime "@$epoch" --owner 0 --group 0 --numeric-owner \
    --mode 'u=rwX,go=rX' --no-recursion -T <(cd "$folder/content" && find . -mindepth 1 -printf '%P\n' | LC_ALL=C sort)
  old_id=$(gunzip -c "$folder/$old" | sha256sum | cut -d ' ' -f 1)
  new_id=$(digest_of "$folder/layer.tar")
  gzip -n -9 "$folder/layer.tar"
  layer=$(digest_of "$folder/layer.tar.gz")/layer.tar
  rm -rf "$folder/content" "${folder:?}/${old%/*}"
  mkdir -p "$folder/${layer%/*}"
  mv "$folder/layer.tar.gz" "$folder/$layer"

  old_config=$(grep -o '"Config":"[^"]*"' "$folder/manifest.json" | cut -d '"' -f 4)
  time=$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)
  # Of the times, those of our own making: the image's, and that of the last step of its history.
  sed -E -i "s/$old_id/$new_id/; s/(\"author\":\"\.NET SDK\",\"created\":\")[^\"]*/\1$time/; s/(\"config\":.*\},\"created\":\")[^\"]*(\",\"rootfs\")/\1$time\2/" "$folder/$old_config"
  config=$(digest_of "$folder/$old_config").json
  mv "$folder/$old_config" "$folder/$config"
  sed -i "s|$old_config|$config|; s|$old|$layer|" "$folder/manifest.json"
  layer_digest=sha256:$new_id
  layer_bytes=$(stat -c %s "$folder/$layer")
}
