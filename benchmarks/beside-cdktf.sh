#!/usr/bin/env bash
# Sets our generation beside cdktf's, warm, each in one process and in turns:  benchmarks/beside-cdktf.sh [TURNS]      (5)
set -euo pipefail
cd "$(dirname "$0")/.."
turns="${1:-5}"
command -v node >/dev/null && command -v npm >/dev/null || { echo "node and npm are needed for cdktf." >&2; exit 69; }

# Outside of the repository, in the versions of the lock file, which is copied last: it says that the rest is there.
from=benchmarks/Cdktf folder="${XDG_CACHE_HOME:-$HOME/.cache}/infra-agent-tools/cdktf"
if ! cmp -s "$from/package-lock.json" "$folder/package-lock.json"; then
  rm -rf "$folder" && mkdir -p "$folder" && cp "$from/package.json" "$folder" && cp "$from/package-lock.json" "$folder/npm-shrinkwrap.json"
  (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts --silent)
  cp "$from/package-lock.json" "$folder"
fi
dotnet build benchmarks/Generation/InfraAgent.Benchmarks.Generation.csproj -c Release -v quiet --nologo '-clp:ErrorsOnly;NoSummary'

results="$(mktemp)"; trap 'rm -f "$results"' EXIT
echo "$(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), cdktf $(node -p "require('$folder/node_modules/cdktf/package.json').version"), node $(node --version), .NET $(dotnet --version)"
for _ in $(seq "$turns"); do
  NODE_PATH="$folder/node_modules" node "$from/synth.js" 10 1000 | sed 's/^/cdktf /' >>"$results"
  dotnet benchmarks/Generation/bin/Release/net10.0/InfraAgent.Benchmarks.Generation.dll times "10 resources" "1000 resources" | sed 's/^/ours /; s/-resources//' >>"$results"
done

# Medians over the turns, of one column.
median() { awk -v who="$1" -v n="$2" -v column="$3" '$1 == who && $2 == n { print $column }' "$results" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
printf '%12s %14s %16s %14s %14s %8s\n' resources "cdktf (ms)" "generated (ms)" "written (ms)" "both (ms)" ratio
for n in 10 1000; do
  awk -v n="$n" -v theirs="$(median cdktf "$n" 3)" -v writing="$(median ours "$n" 3)" -v generating="$(median ours "$n" 4)" -v both="$(median ours "$n" 5)" \
    'BEGIN { printf "%12d %14.3f %16.3f %14.3f %14.3f %7.1fx\n", n, theirs, generating, writing, both, theirs / both }'
done
echo "load at the end: $(cut -d' ' -f1 /proc/loadavg)"
