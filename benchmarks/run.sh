#!/usr/bin/env bash
# Measures the distributed agent:  benchmarks/run.sh [FLOWS] [IN FLIGHT]      (1000 and 200)
# Starts a PostgreSQL and a RabbitMQ of its own; ./test.sh installs both.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build benchmarks/Flows/InfraAgent.Benchmarks.Flows.csproj -c Release -v quiet --nologo '-clp:ErrorsOnly;NoSummary'
exec dotnet benchmarks/Flows/bin/Release/net10.0/InfraAgent.Benchmarks.Flows.dll "$@"
