#!/bin/sh
# What is no program of the image is a script, or an option, of Node.
set -e
case ${1:--} in
  -*) set -- node "$@" ;;
  *) command -v "$1" >/dev/null || set -- node "$@" ;;
esac
exec "$@"
