#!/usr/bin/env bash
# What generating a bundle costs, beside merely writing its files:  benchmarks/generation.sh [ratios|memory]
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build benchmarks/Generation/InfraAgent.Benchmarks.Generation.csproj -c Release -v quiet --nologo '-clp:ErrorsOnly;NoSummary'
exec dotnet benchmarks/Generation/bin/Release/net10.0/InfraAgent.Benchmarks.Generation.dll "$@"
