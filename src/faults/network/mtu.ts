import { BadInputError } from '../../base/errors.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { type NodeId, roleOf } from '../../topology/node-id.ts'
import type { Fault } from '../fault.ts'
import { type Direction, wayOf } from './direction.ts'
import { filterPackets } from './filter-packets.ts'
import { addressesOf, otherEnds, type Whom } from './other-ends.ts'

/** Which packets are too long. */
export interface MtuOptions {
  /** The longest packet that passes, in bytes of IP, 120 to 1480. @default 1000 */
  bytes?: number
  /** At the other end. @default 'everyone' */
  from?: Whom
  /** Of the packets to the node, of those from it, or of both. @default 'both' */
  lost?: Direction
}

/**
 * Long packets are lost and nobody is told, as behind a tunnel whose MTU is wrong and a router that says so to none:
 * connections are made and short requests answered, while handshakes with certificates, lists and snapshots hang.
 */
export function mtu({ bytes = 1000, from: whom = 'everyone', lost = 'both' }: MtuOptions = {}): Fault {
  if (!(Number.isInteger(bytes) && bytes >= 120 && bytes <= 1480)) {
    throw new BadInputError(`mtu: ${bytes} bytes is no limit`, { hint: 'write 120 to 1480: { bytes: 1000 }' })
  }
  const { words, of: ends, refusal } = otherEnds[whom]
  const way = wayOf(lost, 'mtu')
  const part = `packets of more than ${bytes} bytes`
  return {
    kind: 'mtu',
    summary: `${part} ${way} ${words} are lost, and nobody is told`,
    targetRoles: ['server', 'agent', 'etcd', 'db', 'lb'],
    // By name only: what was drawn from a seed before it came stays what it was.
    drawn: {
      weight: 0,
      lengthS: [shortestS, 40],
      roles: ['server', 'etcd'],
      options: [{ bytes: 1000 }, { bytes: 1400 }, { bytes: 1000, from: 'peers' }],
    },
    needs: ['length'],
    ...(refusal && { refusal }),
    effect: () => ({ does: 'degrade', aboveBytes: bytes }),
    inject: (context, node) => {
      const { cluster, group } = context
      const from = ends(node, group, cluster.topology)
      const addresses = addressesOf(cluster, from)
      const whole = `${part} ${way.replace('a node', node)} ${addresses === undefined ? words : from.join(', ')} are lost`
      const isSeen = roleOf(node) === 'server' && from.includes('client:0') && lost !== 'in'
      return filterPackets(
        context,
        node,
        { ...(addresses && { addresses }), lost, fate: 'drop', above: bytes },
        whole,
        isSeen ? () => seenByClient(cluster, node) : undefined,
      )
    },
  }
}

/** @throws Error while client:0 does not see short packets alone pass */
async function seenByClient({ observer }: Pick<Cluster, 'observer'>, node: NodeId): Promise<string> {
  const { short, long } = await observer.passingSizes(node)
  if (!short) throw new Error(`client:0 cannot connect to ${node}`)
  if (long) throw new Error(`client:0 has a long answer of ${node}`)
  return `client:0 connects to ${node}, and a long answer of it does not come`
}
