#!/usr/bin/env bash
# Once, when the database is made: a user and a schema for each service that has tables. None can read another's.
set -euo pipefail
for service in api executor drift; do
  psql --set ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<SQL
\\set password \`cat ${INFRA_AGENT_SECRETS:-/run/infra-agent}/$service-password\`
CREATE ROLE $service LOGIN PASSWORD :'password';
CREATE SCHEMA $service AUTHORIZATION $service;
ALTER ROLE $service SET search_path = $service;
GRANT CREATE ON DATABASE "$POSTGRES_DB" TO $service;
SQL
done
