#!/usr/bin/env bash
# Measures the distributed agent:  benchmarks/run.sh [FLOWS] [IN FLIGHT] [LONGEST WARM-UP]      (1000, 200 and 6000)
# Starts a PostgreSQL and a RabbitMQ of its own; ./test.sh installs both.
set -euo pipefail
cd "$(dirname "$0")/.."
# The services as their images have them: the same command as in services/*/Dockerfile.
made="$PWD/benchmarks/Flows/bin/services"
for service in api generator policy executor drift; do
  dotnet publish services/$service/InfraAgent.${service^}.csproj -c Release -o "$made/$service" --nologo -p:UseAppHost=false --use-current-runtime --self-contained false -p:PublishReadyToRun=true \
    --artifacts-path "$made/.build" -v quiet '-clp:ErrorsOnly;NoSummary'
done
dotnet build benchmarks/Flows/InfraAgent.Benchmarks.Flows.csproj -c Release -v quiet --nologo '-clp:ErrorsOnly;NoSummary'
exec dotnet benchmarks/Flows/bin/Release/net10.0/InfraAgent.Benchmarks.Flows.dll "$@"
