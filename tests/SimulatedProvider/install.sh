#!/bin/sh
# Makes Terraform use the simulated hashicorp/aws:  eval "$(tests/SimulatedProvider/install.sh FOLDER)"
# Builds the provider, makes a mirror, a CLI configuration and a world in FOLDER, and prints what to export.
set -eu
if [ $# -ne 1 ]; then
  echo "usage: $0 FOLDER   (it is created; objects already in its world are kept)" >&2
  exit 64
fi
project=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
dotnet build "$project/InfraAgent.SimulatedProvider.csproj" -c Release -v quiet -nologo >&2
exec dotnet "$project/bin/Release/net10.0/InfraAgent.SimulatedProvider.dll" install "$1"
