#!/usr/bin/env bash
# What judging a large plan costs, beside merely parsing it:  benchmarks/policy.sh [PLAN]
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build benchmarks/Policy/InfraAgent.Benchmarks.Policy.csproj -c Release -v quiet --nologo '-clp:ErrorsOnly;NoSummary'
exec dotnet benchmarks/Policy/bin/Release/net10.0/InfraAgent.Benchmarks.Policy.dll "$@"
