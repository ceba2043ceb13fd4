#!/usr/bin/env bash
# Builds the agent, starts it, and takes a real deployment from request to healthy, with live progress.
#   ./run.sh                          then keeps serving
#   ./run.sh --once                   stops after it; the exit code tells how it went
#   ./run.sh examples/NAME.json       with another request
#   ./run.sh --simulated-cloud        with the simulated AWS provider of the tests (no account needed)
# INFRA_AGENT_URL (default http://127.0.0.1:8080) and INFRA_AGENT_DATA (default .data) say where.
set -euo pipefail
cd "$(dirname "$0")"

once=false; simulated=false; request=""
for argument in "$@"; do
  case "$argument" in
    --once) once=true ;;
    --simulated-cloud) simulated=true ;;
    -h|--help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
    -*) echo "Unknown option $argument; see ./run.sh --help" >&2; exit 64 ;;
    *) [ -z "$request" ] || { echo "One request at a time: $request or $argument" >&2; exit 64; }; request="$argument" ;;
  esac
done
if [ -z "$request" ]; then
  if $simulated; then request=examples/seed-generate.json; else request=examples/local.json; fi
fi
[ -f "$request" ] || { echo "There is no file $request." >&2; exit 66; }

url="${INFRA_AGENT_URL:-http://127.0.0.1:8080}"; url="${url%/}"
if ! [[ "$url" =~ ^http://([^/:@]+|\[[0-9a-fA-F:]+\]):([0-9]+)$ ]]; then
  echo "INFRA_AGENT_URL is '$url'; an address such as http://127.0.0.1:8080 is needed." >&2; exit 64
fi
host="${BASH_REMATCH[1]//[\[\]]/}"; port="${BASH_REMATCH[2]}"
data="${INFRA_AGENT_DATA:-.data}"
mkdir -p "$data"; data="$(cd "$data" && pwd)"

missing() { printf '%s is missing.\n  %s\n' "$1" "$2" >&2; exit 69; }
command -v dotnet >/dev/null || missing "The .NET SDK" "Get version 10 from https://dotnet.microsoft.com/download/dotnet/10.0"
dotnet --version >/dev/null 2>&1 || missing "The .NET 10 SDK" "This machine has: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ' -). Get version 10 from https://dotnet.microsoft.com/download/dotnet/10.0"
command -v terraform >/dev/null || missing "terraform, which does the real work," "Get it from https://developer.hashicorp.com/terraform/install (one file) and put it in a folder of PATH, for example /usr/local/bin."

# "200" when the agent is ready, another code when it is not, nothing when nobody listens.
probe() {
  (
    exec 3<>"/dev/tcp/$host/$port" || exit 0
    printf 'GET /healthz/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
    IFS=' ' read -r -t 5 _ code _ <&3 || true
    echo "${code:-busy}"
  ) 2>/dev/null || true
}
if [ -n "$(probe)" ]; then
  echo "Something listens on $url already. Stop it, or choose another address: INFRA_AGENT_URL=http://127.0.0.1:8099 ./run.sh" >&2; exit 69
fi

build() { dotnet build "$1" -c Release -v quiet --nologo '-clp:ErrorsOnly;NoSummary' || { echo "The build failed." >&2; exit 70; }; }
echo "Building…"
build services/standalone/InfraAgent.Standalone.csproj
build tools/deploy/InfraAgent.Deploy.csproj
settings=(--urls "$url" --Agent:DataDirectory "$data")
if $simulated; then
  echo "Putting a simulated AWS into $data/simulated-cloud…"
  tests/SimulatedProvider/install.sh "$data/simulated-cloud" >/dev/null
  settings+=(--Tools:ProviderMirror "$data/simulated-cloud/mirror")
fi

log="$data/agent.log"
dotnet services/standalone/bin/Release/net10.0/InfraAgent.Standalone.dll "${settings[@]}" >"$log" 2>&1 &
agent=$!
stop() { kill "$agent" 2>/dev/null || true; wait "$agent" 2>/dev/null || true; }
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

deadline=$((SECONDS + 120))
until [ "$(probe)" = 200 ]; do
  kill -0 "$agent" 2>/dev/null || { echo "The agent did not start. The end of $log:" >&2; tail -20 "$log" >&2; exit 70; }
  [ $SECONDS -lt $deadline ] || { echo "The agent was not ready within two minutes. The end of $log:" >&2; tail -20 "$log" >&2; exit 70; }
  sleep 0.2
done
echo "The agent listens on $url (log: $log)"

result=0
dotnet tools/deploy/bin/Release/net10.0/InfraAgent.Deploy.dll "$request" --url "$url" || result=$?
if $once; then exit "$result"; fi
printf '\nServing on %s; Ctrl-C stops it. What to try next: README.md\n' "$url"
wait "$agent"
