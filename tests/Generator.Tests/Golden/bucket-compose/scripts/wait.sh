#!/bin/sh
# wait.sh <project> <seconds>: waits until every container of the project runs, and is healthy where it has a health check.
# After that time it names those that are not, and fails.
set -u
end=$(($(date +%s) + $2))
while :; do
  ids=$(docker ps --all --quiet --filter "label=com.docker.compose.project=$1") || exit 1
  [ -n "$ids" ] || exit 0
  states=$(docker inspect --format '{{.Name}} {{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' $ids) || states="A container has gone."
  unwell=$(echo "$states" | grep -Ev ' running (healthy)?$')
  [ -n "$unwell" ] || exit 0
  [ "$(date +%s)" -lt "$end" ] || { echo "$unwell"; exit 1; }
  sleep 1
done
