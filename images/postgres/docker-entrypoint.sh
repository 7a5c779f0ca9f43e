#!/bin/sh
# Debian's PostgreSQL behind the settings of the official image's entrypoint: POSTGRES_USER, POSTGRES_DB and
# POSTGRES_PASSWORD_FILE are read once, when the volume is empty.
set -eu
[ "${1:-}" = postgres ] || exec "$@"

data=/var/lib/postgresql/data
as_postgres='setpriv --reuid postgres --regid postgres --init-groups'
install -d -o postgres -g postgres -m 2775 /run/postgresql

# An initialisation that was cut short begins anew.
if [ ! -e "$data/initialised" ]; then
  find "$data" -mindepth 1 -delete
  install -d -o postgres -g postgres -m 700 "$data"
  install -o postgres -m 600 "$POSTGRES_PASSWORD_FILE" /run/postgresql/password
  $as_postgres initdb --pgdata="$data" --username="$POSTGRES_USER" --pwfile=/run/postgresql/password \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8
  rm /run/postgresql/password
  echo "CREATE DATABASE \"$POSTGRES_DB\"" | $as_postgres postgres --single -D "$data" postgres
  $as_postgres touch "$data/initialised"
fi
shift
exec $as_postgres postgres -D "$data" "$@"
