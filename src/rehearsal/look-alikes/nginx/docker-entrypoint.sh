#!/bin/sh
# Speaks on standard output before nginx does, and runs what lies in /docker-entrypoint.d.
set -e
if [ "$1" = nginx ]; then
  for file in /docker-entrypoint.d/*.sh; do
    [ -x "$file" ] && echo "$0: Launching $file" && "$file"
  done
  echo "$0: Configuration complete; ready for start up"
fi
exec "$@"
