#!/bin/bash
# Examines the arguments as root, goes on as mysql, and fills an empty directory: with a server that no network reaches,
# run with the very arguments that the lasting one gets.
set -euo pipefail

if [ "${1:0:1}" = - ]; then set -- mysqld "$@"; fi
[ "$1" = mysqld ] || exec "$@"

note() { echo "$(date --rfc-3339=seconds) [Note] [Entrypoint]: $*"; }
from_file() {
  local file=${1}_FILE
  [ -z "${!file:-}" ] || export "$1"="$(<"${!file}")"
  unset "$file"
}
setting() { "${@:2}" --verbose --help 2>/dev/null | awk -v name="$1 " 'index($0, name) == 1 { print $2; exit }'; }

note 'Entrypoint script for MySQL Server started.'
"$@" --verbose --help >/dev/null
data=$(setting datadir "$@")
socket=$(setting socket "$@")

if [ "$(id -u)" = 0 ]; then
  for name in MYSQL_DATABASE MYSQL_USER MYSQL_PASSWORD MYSQL_ROOT_PASSWORD; do from_file $name; done
  find "$data" "$(dirname "$socket")" \! -user mysql -exec chown --no-dereference mysql '{}' +
  note "Switching to dedicated user 'mysql'"
  exec gosu mysql "$0" "$@"
fi
[ ! -d "$data/mysql" ] || exec "$@"

if [ -z "${MYSQL_ROOT_PASSWORD:-}" ]; then
  note 'Database is uninitialized and password option is not specified' >&2
  exit 1
fi
note 'Initializing database files'
cp --recursive /usr/lib/mysql/initial/. "$data"
note 'Starting temporary server'
"$@" --skip-networking --socket="$socket" &
as_root() { mysql --user=root --protocol=socket --socket="$socket" "$@"; }
until as_root --execute 'SELECT 1' >/dev/null 2>&1; do
  kill -0 $!
  sleep 0.2
done
as_root <<SQL
ALTER USER root@localhost IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';
CREATE DATABASE IF NOT EXISTS \`$MYSQL_DATABASE\`;
CREATE USER '$MYSQL_USER'@'%' IDENTIFIED BY '$MYSQL_PASSWORD';
GRANT ALL ON \`$MYSQL_DATABASE\`.* TO '$MYSQL_USER'@'%';
SQL
note 'Stopping temporary server'
MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysqladmin --user=root --socket="$socket" shutdown
wait $!
note 'MySQL init process done. Ready for start up.'
exec "$@"
