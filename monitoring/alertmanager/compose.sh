#!/bin/sh
# Prints Alertmanager's configuration with the integrations whose settings are in a folder, a file each; the others are left out,
# and with none of them it is alertmanager.yml as it stands.
#
# usage: monitoring/alertmanager/compose.sh FOLDER
#
#   slack-url         incoming webhook of Slack; only its path is printed, Alertmanager reads it        P0, P1, P2
#   email-to          one address, or several with commas; then email-from and email-smarthost (host:port) as well,
#                     and email-username with email-password (only its path is printed) where they are asked for    P0, P1
#   webhook-url       where alerts are posted as JSON; webhook-token is sent as its bearer token (only its path)     P0
#   dead-man-url      the switch that calls when it is not asked for five minutes                       Watchdog
#
# webhook-url and dead-man-url are printed, because Alertmanager 0.25 reads them from nowhere else: where they hold a secret, the
# output is one too. FOLDER should be absolute: Alertmanager looks for the files as they are named.
set -eu
folder=${1:?usage: compose.sh FOLDER}
cd "$(dirname "$0")"

has() { [ -s "$folder/$1" ]; }

# quoted FILE: its first line as a string of YAML.
quoted() {
  printf "'%s'" "$(head -n 1 "$folder/$1" | tr -d '\r' | sed "s/'/''/g")"
}

slack() {
  has slack-url || return 0
  cat <<TEXT
    slack_configs:
      - api_url_file: '$folder/slack-url'
        send_resolved: true
        title: '{{ if eq .Status "resolved" }}Over{{ else }}{{ .CommonLabels.priority }}{{ end }}: {{ .CommonAnnotations.summary }}'
        title_link: '{{ .CommonAnnotations.dashboard_url }}'
        text: '{{ range .Alerts }}{{ .Annotations.description }} <{{ .Annotations.runbook_url }}|What to do>{{ "\n" }}{{ end }}'
TEXT
}

email() {
  has email-to || return 0
  for name in email-from email-smarthost; do
    has "$name" || { echo "compose.sh: $folder/email-to is there and $name is not; write it beside." >&2; exit 2; }
  done
  cat <<TEXT
    email_configs:
      - to: $(quoted email-to)
        from: $(quoted email-from)
        smarthost: $(quoted email-smarthost)
        send_resolved: true
        headers:
          Subject: '{{ if eq .Status "resolved" }}Over{{ else }}{{ .CommonLabels.priority }}{{ end }}: {{ .CommonAnnotations.summary }}'
TEXT
  if has email-username; then
    echo "        auth_username: $(quoted email-username)"
    echo "        auth_password_file: '$folder/email-password'"
  fi
}

webhook() {
  has webhook-url || return 0
  cat <<TEXT
    webhook_configs:
      - url: $(quoted webhook-url)
        send_resolved: true
TEXT
  if has webhook-token; then
    cat <<TEXT
        http_config:
          authorization:
            credentials_file: '$folder/webhook-token'
TEXT
  fi
}

switch() {
  has dead-man-url || return 0
  cat <<TEXT
    webhook_configs:
      - url: $(quoted dead-man-url)
        send_resolved: false
TEXT
}

sed '/^receivers:$/q' alertmanager.yml
echo "  - name: page"
slack
email
webhook
echo "  - name: mend"
slack
email
echo "  - name: note"
slack
echo "  - name: dead-man-switch"
switch
