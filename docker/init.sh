#!/usr/bin/env bash
# Makes what docker-compose.yml needs and nobody should type: keys and passwords, each in a folder (a volume) that only its reader mounts.
# Run at every start; what is there is never replaced. The folder 'operator' has all of them and is mounted by nobody else: back it up.
#   init                                  makes what is missing
#   init show-api-key                     the key of the first administrator
#   init add-api-key NAME ROLE...         a key for somebody else: viewer, operator, approver or admin
set -euo pipefail
umask 077
root="${INFRA_AGENT_SECRETS:-/secrets}"
agent=(dotnet "${INFRA_AGENT_API:-/app/InfraAgent.Api.dll}")
all="$root/operator"
# The users of the images: .NET's 'app', and 'postgres' and 'rabbitmq'.
app=1654 postgres=999 rabbitmq=999

random() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }

# A file is complete or not there: a start that was interrupted must not leave an empty password.
once() { [ -s "$all/$1" ] || { cat >"$all/.$1" && mv "$all/.$1" "$all/$1"; }; }

give() { # reader, user, then from the folder of all (from=to where the name differs)
  local reader="$1" user="$2" file; shift 2
  for file in "$@"; do install -o "$user" -g "$user" -m 0400 "$all/${file%%=*}" "$root/$reader/${file##*=}"; done
  chown "$user:$user" "$root/$reader"; chmod 0700 "$root/$reader"
}

add_api_key() {
  local made; made="$("${agent[@]}" new-api-key "$@")"
  { cat "$all/api-keys.yaml" 2>/dev/null || echo "keys:"; grep -v '^#' <<<"$made"; } >"$all/.api-keys.yaml"
  mv "$all/.api-keys.yaml" "$all/api-keys.yaml"
  sed -n 's/^# The key, shown this once: //p' <<<"$made"
}

make() {
  local name
  mkdir -p "$all" "$root"/{api,executor,drift,worker,postgres,rabbitmq}
  "${agent[@]}" new-key-file "$all/keys" >/dev/null
  for name in rabbitmq-password postgres-password api-password executor-password drift-password; do once "$name" < <(random); done
  if [ ! -s "$all/administrator-key" ]; then
    rm -f "$all/api-keys.yaml" # of a start that was interrupted: nobody has its key
    once administrator-key < <(add_api_key administrator admin)
  fi
  once rabbitmq.conf <<CONF
default_user = infra-agent
default_pass = $(cat "$all/rabbitmq-password")
loopback_users = none
log.console = true
CONF
}

hand_out() {
  give api "$app" keys api-keys.yaml rabbitmq-password api-password=database-password
  give executor "$app" keys rabbitmq-password executor-password=database-password
  give drift "$app" keys rabbitmq-password drift-password=database-password
  give worker "$app" rabbitmq-password
  give postgres "$postgres" postgres-password api-password executor-password drift-password
  give rabbitmq "$rabbitmq" rabbitmq.conf=10-infra-agent.conf
}

case "${1:-make}" in
  make) make; hand_out ;;
  show-api-key) cat "$all/administrator-key" ;;
  add-api-key)
    [ $# -ge 3 ] || { echo "Usage: add-api-key NAME ROLE..." >&2; exit 64; }
    shift
    if grep -qFx -- "  - name: $1" "$all/api-keys.yaml"; then echo "There is a key for '$1' already." >&2; exit 65; fi
    add_api_key "$@"; hand_out ;;
  *) sed -n '4,6s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
esac
