#!/bin/bash
# Begins as root, goes on as postgres, and makes a cluster of databases where there is none: with a server that only its
# own socket reaches, run with the very arguments that the lasting one gets.
set -euo pipefail

if [ "${1:0:1}" = - ]; then set -- postgres "$@"; fi
[ "$1" = postgres ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  # Before root is gone, whose file it may be.
  if [ -n "${POSTGRES_PASSWORD_FILE:-}" ]; then
    export POSTGRES_PASSWORD="$(<"$POSTGRES_PASSWORD_FILE")"
    unset POSTGRES_PASSWORD_FILE
  fi
  mkdir -p "$PGDATA" && chmod 0700 "$PGDATA"
  find "$PGDATA" /run/postgresql \! -user postgres -exec chown postgres '{}' +
  exec gosu postgres "$0" "$@"
fi

if [ -s "$PGDATA/PG_VERSION" ]; then
  echo 'PostgreSQL Database directory appears to contain a database; Skipping initialization'
  exec "$@"
fi
if [ -z "${POSTGRES_PASSWORD:-}" ]; then
  echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
  exit 1
fi
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
initdb --username="$user" --pwfile=<(echo "$POSTGRES_PASSWORD")
echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
pg_ctl -D "$PGDATA" -w -o "$(printf '%q ' "${@:2}" -c listen_addresses= -p 5432)" start
if [ "$database" != postgres ]; then
  PGPASSWORD=$POSTGRES_PASSWORD psql --username "$user" --dbname postgres --command "CREATE DATABASE \"$database\""
fi
pg_ctl -D "$PGDATA" -m fast -w stop
echo 'PostgreSQL init process complete; ready for start up.'
exec "$@"
