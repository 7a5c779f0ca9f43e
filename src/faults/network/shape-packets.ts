import type { NodeId } from '../../topology/node-id.ts'
import type { FaultContext, Injected } from '../fault.ts'
import { alterNetwork } from './alter-network.ts'
import type { NetworkChange } from './network-change.ts'

/** A queueing discipline for all that leaves a node, in the words of `tc`. */
interface Shape extends Pick<NetworkChange, 'words'> {
  /** Kind and parameters: `tbf rate 1000kbit …`. */
  discipline: string
  /** The numbers in what `tc -s` tells of it, and their words. */
  tally: Pick<NonNullable<NetworkChange['tally']>, 'read' | 'say'>
}

/** Puts a queueing discipline on a node's network interface. There is one at a time: a second is refused by the kernel. */
export function shapePackets(context: FaultContext, node: NodeId, shape: Shape): Promise<Injected> {
  // The handle tells ours from a successor's.
  const handle = `${Number(context.faultId.split('-').at(-1)).toString(16)}:`
  return alterNetwork(context, node, () => ({
    words: shape.words,
    set: setScript(handle, shape.discipline),
    remove: removeScript(handle),
    after: 'the queue is gone',
    tally: { script: 'tc -s qdisc show dev eth0 root', ...shape.tally },
  }))
}

export const setScript = (handle: string, discipline: string): string =>
  `tc qdisc add dev eth0 root handle ${handle} ${discipline}`

export const removeScript = (handle: string): string =>
  `tc qdisc show dev eth0 root | grep -q " ${handle} root" || exit 0\ntc qdisc del dev eth0 root`

/** What `tc -s` counted: packets that went on, that were lost, and how often one had to wait. */
export function queueCounts(printed: string): { sent: number; dropped: number; waits: number } {
  const { sent, dropped, waits } =
    / (?<sent>\d+) pkt \(dropped (?<dropped>\d+), overlimits (?<waits>\d+)/.exec(printed)?.groups ?? {}
  return { sent: Number(sent ?? 0), dropped: Number(dropped ?? 0), waits: Number(waits ?? 0) }
}
