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
    -h|--help) sed -n '2,7p' "$0"; exit 0 ;;
    -*) echo "Unknown option $argument; see ./run.sh --help"; exit 64 ;;
    *) request="$argument" ;;
  esac
done
if [ -z "$request" ]; then
  if $simulated; then request=examples/seed-generate.json; else request=examples/local.json; fi
fi
[ -f "$request" ] || { echo "There is no file $request."; exit 66; }

need() { command -v "$1" >/dev/null || { echo "$1 is needed: $2"; exit 69; }; }
need dotnet "the .NET 10 SDK, https://dotnet.microsoft.com/download/dotnet/10.0"
need curl "install it with your system's packages"
need terraform "get it from https://developer.hashicorp.com/terraform/install and put it in PATH"

url="${INFRA_AGENT_URL:-http://127.0.0.1:8080}"
data="${INFRA_AGENT_DATA:-$PWD/.data}"
echo "Building…"
dotnet build services/standalone/InfraAgent.Standalone.csproj -c Release -v quiet --nologo -clp:ErrorsOnly
if $simulated; then
  dotnet build tests/SimulatedProvider/InfraAgent.SimulatedProvider.csproj -c Release -v quiet --nologo -clp:ErrorsOnly
  eval "$(tests/SimulatedProvider/install.sh "$data/simulated-cloud")"
fi

mkdir -p "$data"
log="$data/agent.log"
dotnet services/standalone/bin/Release/net10.0/InfraAgent.Standalone.dll --urls "$url" --Agent:DataDirectory "$data" >"$log" 2>&1 &
agent=$!
stop() { kill "$agent" 2>/dev/null || true; wait "$agent" 2>/dev/null || true; }
trap stop EXIT
trap 'exit 130' INT TERM

for _ in $(seq 150); do
  curl -fsS -o /dev/null "$url/healthz/ready" 2>/dev/null && break
  kill -0 "$agent" 2>/dev/null || { echo "The agent did not start:"; tail -20 "$log"; exit 1; }
  sleep 0.2
done
curl -fsS -o /dev/null "$url/healthz/ready" || { echo "The agent is not ready:"; tail -20 "$log"; exit 1; }
echo "The agent listens on $url (log: $log)"

field() { sed -nE "s/.*\"$1\":\"?([^\",}]*).*/\1/p" | head -1; }
id=$(tr -d '\n' <"$request" | sed -nE 's/.*"deployment_id" *: *"([^"]*)".*/\1/p')

echo; echo "POST /generate  ($request)"
answer=$(curl -sS -w '\n%{http_code}' -H 'Content-Type: application/json' --data-binary @"$request" "$url/generate")
code=${answer##*$'\n'}; body=${answer%$'\n'*}
if [ "$code" != 200 ]; then echo "  $code $body"; exit 1; fi
echo "  200 revision $(echo "$body" | field revision), bundle $(echo "$body" | field digest)"
echo "$body" | grep -oE '"href":"[^"]*"' | sed -E 's/"href":"(.*)"/    \1/'

after=$(curl -sS "$url/status/$id" | sed -nE 's/.*"sequence":([0-9]+).*/\1/p')
echo; echo "POST /deploy"
answer=$(curl -sS -w '\n%{http_code}' -H 'Content-Type: application/json' -d "{\"deployment_id\":\"$id\"}" "$url/deploy")
code=${answer##*$'\n'}; body=${answer%$'\n'*}
if [ "$code" != 202 ]; then echo "  $code $body"; exit 1; fi
echo "  202 run $(echo "$body" | field run_id)"

final=""
while IFS= read -r line; do
  case "$line" in
    "event: "*) event=${line#event: } ;;
    "data: "*)
      status=$(echo "$line" | sed -nE 's/.*"data":\{.*"status":"([a-z_]*)".*/\1/p')
      phase=$(echo "$line" | sed -nE 's/.*"phase":"([a-z_]*)".*/\1/p')
      printf '  %-18s %-14s %s\n' "$event" "$status" "$phase"
      if [ "$event" = run_finished ]; then final=$status; break; fi ;;
  esac
done < <(curl -sSN --max-time 600 -H "Last-Event-ID: $after" "$url/deployments/$id/events")

echo; echo "GET /status/$id  ->  ${final:-unknown}"
curl -sS "$url/deployments/$id/outputs"; echo
if [ "$final" != healthy ]; then curl -sS "$url/status/$id"; echo; fi
if $once; then [ "$final" = healthy ]; exit; fi
echo; echo "Serving on $url; Ctrl-C stops it."
wait "$agent"
