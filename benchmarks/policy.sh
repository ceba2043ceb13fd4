#!/usr/bin/env bash
# What judging a large plan costs, beside merely parsing it:  benchmarks/policy.sh [PLAN]
set -euo pipefail
cd "$(dirname "$0")/.."
made="$(mktemp -d)"
trap 'rm -rf "$made"' EXIT
# Compiled ahead, as the service is in its image.
dotnet publish benchmarks/Policy/InfraAgent.Benchmarks.Policy.csproj -c Release -o "$made" -v quiet --nologo -p:UseAppHost=false --use-current-runtime --self-contained false -p:PublishReadyToRun=true
dotnet "$made/InfraAgent.Benchmarks.Policy.dll" "$@"
