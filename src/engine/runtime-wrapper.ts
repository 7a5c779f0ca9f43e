/**
 * A runtime for hosts that cannot give CAP_SYS_RESOURCE: takes that one capability out of what the engine asks for
 * (`config.json` of a bundle for create and run, the process file of an exec), then becomes the real runtime.
 * A shell script, because it runs once for every exec (2 ms), and because a bare host has nothing else.
 */
export const runtimeWrapper = (runtime: string): string => `#!/bin/sh
# Written by Holdfast: this host cannot give CAP_SYS_RESOURCE to a container.
previous=
file=
for argument; do
  case $previous in
    --bundle | -b) file=$argument/config.json ;;
    --process | -p) file=$argument ;;
  esac
  previous=$argument
done
if [ -f "$file" ]; then
  sed -i 's/"CAP_SYS_RESOURCE",//g; s/,"CAP_SYS_RESOURCE"//g; s/\\["CAP_SYS_RESOURCE"\\]/[]/g' "$file"
fi
exec ${runtime} "$@"
`
