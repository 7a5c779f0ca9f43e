// Longer than a rejoin may take, so that it is missed; shorter than a scenario, so that the server is back at its end.
const usualRefusalS = 90

/**
 * A shell script that puts another program in the place of a k3s: of its starts as a server it refuses every third one,
 * and those that follow within `refusalS`, and else it is the real one, which it keeps in `directory`. With what the
 * userlands of Debian and of k3s' own image have in common.
 */
export const countedStarts = (program: string, directory: string, refusalS = usualRefusalS): string => `
set -e
mkdir -p ${directory}
# Every program that is a link to it, its runtime too, is the real one by its link's name.
links=$(find -L $(echo "$PATH" | tr : ' ') -maxdepth 1 -samefile ${program} 2> /dev/null || true)
mv ${program} ${directory}/k3s
for link in $links; do [ "$link" = ${program} ] || ln -sf k3s ${directory}/"$(basename "$link")"; done
echo 0 > ${directory}/starts
echo 0 > ${directory}/refused-until
cat > ${program} << 'END'
#!/bin/sh
if [ "$1" = server ]; then
  now=$(date +%s)
  [ "$now" -ge "$(cat ${directory}/refused-until)" ] || exit 1
  starts=$(($(cat ${directory}/starts) + 1))
  echo $starts > ${directory}/starts
  if [ $((starts % 3)) = 0 ]; then
    echo $((now + ${refusalS})) > ${directory}/refused-until
    echo 'refused, as every third start is' >&2
    exit 1
  fi
fi
exec ${directory}/"$(basename "$0")" "$@"
END
chmod 755 ${program}
`
