/**
 * A shell script that makes the token of a server's configuration the cluster's again. Which one a server that runs takes
 * differs by version, the one that it was started with or the one on its disk; one that has just started takes none yet.
 */
export const restoreToken = (configuration: string, tokenFile: string): string => `
given=$(sed -n 's/^token: *//p' ${configuration} | tr -d '"')
[ -n "$given" ] || exit 1
kept() { sed 's/.*://' ${tokenFile}; }
tries=30
until [ "$(kept)" = "$given" ]; do
  [ $((tries -= 1)) -gt 0 ] || exit 1
  k3s token rotate --token "$given" --new-token "$given" ||
    k3s token rotate --token "$(kept)" --new-token "$given" ||
    sleep 1
done`
