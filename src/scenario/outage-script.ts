import { type ControlKind, controlKinds } from '../history/records.ts'

/**
 * For `sh` with an address, a length, a quiet time (both in seconds), and the kinds in order: cuts the way to that
 * address for so long and says when, by the wall clock in ns, and how many packets that hit. With what Debian and Alpine
 * have in common. A filter goes in and out in one transaction; one that stands when the program is told to end goes first.
 */
export const outageScript = `
set -eu
address=$1 length=$2 quiet=$3
shift 3
hook() {
  echo '*filter'
  echo "$1 OUTPUT -d $address -p tcp -j HOLDFAST"
  # An RST that we answer with comes in by lo, under the address of the other end.
  [ $kind = reset ] || echo "$1 INPUT ! -i lo -s $address -p tcp -j HOLDFAST"
  echo COMMIT
}
remove() {
  hook -D > /tmp/out
  iptables-restore --noflush < /tmp/out
}
# busybox' date has no nanoseconds, and its shell has a clock of its own, in seconds with six decimals.
now() {
  t=\${EPOCHREALTIME-}
  if [ "$t" ]; then echo "\${t%.*}\${t#*.}000"; else date +%s%N; fi
}
standing=
trap 'if [ "$standing" ]; then remove; fi' EXIT
trap 'exit 1' TERM INT
iptables -w -N HOLDFAST
for kind; do
  sleep $quiet
  iptables -w -F HOLDFAST
  case $kind in
    reset) iptables -w -A HOLDFAST -p tcp -j REJECT --reject-with tcp-reset ;;
    drop) iptables -w -A HOLDFAST -j DROP ;;
  esac
  hook -I > /tmp/in
  standing=$kind
  a=$(now)
  iptables-restore --noflush < /tmp/in
  b=$(now)
  sleep $length
  c=$(now)
  remove
  d=$(now)
  standing=
  packets=$(iptables -w -nvxL HOLDFAST | { read -r _; read -r _; read -r count _; echo "$count"; })
  echo "planted $kind $a $b $c $d $packets"
done
sleep $quiet
iptables -w -F HOLDFAST
iptables -w -X HOLDFAST
`

/** An outage as {@link outageScript} says it was; each edge lies between two readings of the wall clock. */
export interface PlantedOutage {
  kind: ControlKind
  setMs: readonly [number, number]
  removedMs: readonly [number, number]
  packets: number
}

const pattern = new RegExp(`^planted (${controlKinds.join('|')}) (\\d{19}) (\\d{19}) (\\d{19}) (\\d{19}) (\\d+)$`)

/** What a line of the script tells; undefined for any other, also for times of a clock without nanoseconds. */
export function parsePlanted(line: string): PlantedOutage | undefined {
  const [, kind, a, b, c, d, packets] = pattern.exec(line) ?? []
  if (kind === undefined) return undefined
  const ms = (ns: string | undefined) => Number(BigInt(ns!) / 1000n) / 1000
  return { kind: kind as ControlKind, setMs: [ms(a), ms(b)], removedMs: [ms(c), ms(d)], packets: Number(packets) }
}
