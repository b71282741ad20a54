#!/usr/bin/env bash
# Looks for secrets in the files that git keeps, and in those that it is about to: private keys, tokens of well-known forms, passwords
# in connection strings and addresses, and assignments of what looks random. build/secrets-allowed.txt lists what is none, with a
# reason for each. Shows file, line and rule, and never what it found. Exits 0 when there is nothing, 1 when there is, 2 when it cannot look.
# usage: build/scan-secrets.sh [FOLDER OF A REPOSITORY]
set -euo pipefail
export LC_ALL=C
root=$(cd "${1:-$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/..}" && pwd)
readonly root allowed=build/secrets-allowed.txt
cd "$root"

# Rule, and what it looks for; where there is a group, that is the value, which then has to look random.
rules=(
  'private-key' '-----BEGIN [A-Z ]*PRIVATE KEY-----'
  'token' '\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60}|glpat-[A-Za-z0-9_-]{20}|xox[abeoprs]-[A-Za-z0-9-]{10}|AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|AIza[A-Za-z0-9_-]{35}|npm_[A-Za-z0-9]{36}|sk-[A-Za-z0-9_-]{32}|sk_live_[A-Za-z0-9]{20}|oy2[a-z0-9]{43})'
  'token' '\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}'
  'cloud-key' '(?i)\b(?:AccountKey|SharedAccessKey|aws_secret_access_key)["'\'']?\s*[=:]\s*["'\'']?[A-Za-z0-9+/]{30,}'
  'connection-string' '(?i)[;,"'\''\s](?:password|pwd)=(?![.*$<{%]|\\?"|\.\.\.)[^;,"'\''`\s{}$\\<>()]{4,}(?=[;,"'\''`\s]|$)'
  'address' '[a-z]://[^/\s:@"'\''{}$<>]+:(?![.*$<{%])[^/\s:@"'\''{}$<>]{4,}@'
  'assignment' '(?i)(?:secret|token|passwor[dt]|passwd|passphrase|api_?-?key|private_?-?key|credential)[A-Za-z0-9_.:\]"'\'']{0,24}\s*[:=]\s*["'\'']?\K[A-Za-z0-9+/_=-]{20,}(?=["'\''\s,;]|$)'
)

# What looks random: letters and digits, and on average more than 3.5 bits a character.
random='{
  value = $0; sub(/^[^:]*:[^:]*:/, "", value); n = length(value); split("", count); bits = 0
  if (value !~ /[0-9]/ || value !~ /[A-Za-z]/) next
  for (i = 1; i <= n; i++) count[substr(value, i, 1)]++
  for (c in count) bits -= count[c] / n * log(count[c] / n) / log(2)
  if (bits > 3.5) print
}'

find_all() {
  local number rule
  for ((number = 0; number < ${#rules[@]}; number += 2)); do
    rule=${rules[number]}
    # Lock files are full of checksums.
    { git ls-files -z --cached --others --exclude-standard -- . ':!*.lock.json' ':!*package-lock.json' |
      xargs -0 -r grep -sInPoH -e "${rules[number + 1]}" -- || (($? == 123 || $? == 1)); } |
      { if [[ $rule == assignment ]]; then awk "$random"; else cat; fi; } |
      sed -E "s/^([^:]*:[^:]*):/\1:$rule:/"
  done | sort -u -t: -k1,1 -k2,2n -k3
}

[[ -d .git || -f .git ]] || { echo "build/scan-secrets.sh: $root is no repository of git." >&2; exit 2; }
allowances=() faults=0
if [[ -f $allowed ]]; then
  while IFS= read -r line || [[ -n $line ]]; do
    [[ -z $line || $line == \#* ]] && continue
    read -r path rule value reason <<<"$line"
    [[ -n $reason ]] || { echo "$allowed: '$path $rule $value' has no reason"; faults=1; }
    allowances+=("$path $rule $value")
  done <"$allowed"
fi

declare -A used=()
is_allowed() {
  local allowance path rule value result=1
  for allowance in "${allowances[@]}"; do
    read -r path rule value <<<"$allowance"
    # shellcheck disable=SC2053
    if [[ $1 == $path && $2 == "$rule" && $3 =~ $value ]]; then
      used[$allowance]=yes result=0
    fi
  done
  return "$result"
}

# An allowance that is kept although nothing needs it would let the next one through.
while IFS=: read -r path number rule found; do
  is_allowed "$path" "$rule" "$found" || { echo "$path:$number: looks like a secret ($rule)"; faults=1; }
done < <(find_all)
for allowance in "${allowances[@]}"; do
  [[ -n ${used[$allowance]:-} ]] || { echo "$allowed: '$allowance' allows nothing"; faults=1; }
done
((!faults)) || echo "A secret that was committed is known to others: replace it where it is used, and take it out. What is none goes into $allowed."
exit "$faults"
