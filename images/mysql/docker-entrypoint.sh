#!/bin/sh
# Debian's MariaDB behind the settings of the official MySQL image's entrypoint: MYSQL_USER, MYSQL_DATABASE and
# MYSQL_PASSWORD_FILE are read once, when the volume is empty. root enters through the socket alone.
set -eu
[ "${1:-}" = mysqld ] || exec "$@"

data=/var/lib/mysql
install -d -o mysql -g mysql -m 755 /run/mysqld

# An initialisation that was cut short begins anew.
if [ ! -e "$data/initialised" ]; then
  find "$data" -mindepth 1 -delete
  install -d -o mysql -g mysql -m 750 "$data"
  mariadb-install-db --user=mysql --datadir="$data" --skip-test-db --auth-root-authentication-method=socket >&2
  mysqld --no-defaults --user=mysql --datadir="$data" --bootstrap >&2 <<SQL
FLUSH PRIVILEGES;
CREATE DATABASE \`$MYSQL_DATABASE\`;
CREATE USER \`$MYSQL_USER\`@'%' IDENTIFIED BY '$(cat "$MYSQL_PASSWORD_FILE")';
GRANT ALL ON \`$MYSQL_DATABASE\`.* TO \`$MYSQL_USER\`@'%';
SQL
  touch "$data/initialised"
fi
shift
exec mysqld --no-defaults --user=mysql --datadir="$data" --socket=/run/mysqld/mysqld.sock "$@"
