# Monitoring's images under their published names, made of Debian's packages: programs, accounts and folders as in the official ones.
# shellcheck shell=bash disable=SC2154

readonly nobody=65534

# monitor KIND REGISTRY ACCOUNT ID PACKAGE PROGRAM PLACE FOLDERS TOOLS CHANGE...
#   PROGRAM     where the package has the server
#   PLACE       where the official image has it
#   FOLDERS     of the server's own, which may write there
#   TOOLS       packages besides, such as wget for health checks
monitor() {
  local kind=$1 name stage archive folder packages
  grep -q " string $1Image = " "$root/FamilyCart.AppHost/Resources/ImageTags.cs" \
    || { say "Left out $kind: FamilyCart.AppHost/Resources/ImageTags.cs names no such image."; return 0; }
  name=$(published "$kind" "$2")
  ! docker image inspect "$name" >/dev/null 2>&1 || return 0
  [[ -x $6 ]] || fail "$exit_packages" "$6 is missing, of which an image is made; run: sudo build/install.sh $5"
  stage=$(bare_stage "$3" "$4")
  for folder in $8; do
    install -d -o "$4" -g "$4" "$stage$folder"
  done
  # Not where the package has it already: /bin is /usr/bin.
  [[ $(readlink -f "$7") == "$6" ]] || { mkdir -p "$stage/usr/bin" && ln -s "$6" "$stage$([[ $7 != /bin/* ]] || echo /usr)$7"; }
  # shellcheck disable=SC2086
  mapfile -t packages < <(installed $9 "$5")
  archive=$(mktemp)
  pack "$archive" "$stage" "${packages[@]}"
  import_image "$name" "$archive" 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' "USER $4" "ENTRYPOINT [\"$7\"]" "${@:10}"
  rm -f "$archive"
}

make_monitoring() {
  local tools="${base_packages[*]} wget"
  has_program wget || fail "$exit_packages" "wget is missing, which the official images have; run: sudo build/install.sh wget"
  monitor Prometheus Registry nobody "$nobody" prometheus /usr/bin/prometheus /bin/prometheus '/prometheus /etc/prometheus' "$tools" \
    'WORKDIR /prometheus' 'VOLUME /prometheus' 'EXPOSE 9090' 'CMD ["--config.file=/etc/prometheus/prometheus.yml","--storage.tsdb.path=/prometheus"]'
  monitor Alertmanager Registry nobody "$nobody" prometheus-alertmanager /usr/bin/prometheus-alertmanager /bin/alertmanager '/alertmanager /etc/alertmanager' "$tools" \
    'WORKDIR /alertmanager' 'VOLUME /alertmanager' 'EXPOSE 9093' 'CMD ["--config.file=/etc/alertmanager/alertmanager.yml","--storage.path=/alertmanager"]'
  monitor NodeExporter QuayRegistry nobody "$nobody" prometheus-node-exporter /usr/bin/prometheus-node-exporter /bin/node_exporter '' "$tools" 'EXPOSE 9100'
  monitor PostgresExporter QuayRegistry nobody "$nobody" prometheus-postgres-exporter /usr/bin/prometheus-postgres-exporter /bin/postgres_exporter '' "$tools" 'EXPOSE 9187'
  # The official one holds the program alone.
  monitor RedisExporter Registry redis_exporter 59000 prometheus-redis-exporter /usr/bin/prometheus-redis-exporter /redis_exporter '' '' 'EXPOSE 9121'
}
