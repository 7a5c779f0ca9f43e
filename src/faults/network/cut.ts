import { BadInputError } from '../../base/errors.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { Fault } from '../fault.ts'
import { type Direction, wayOf } from './direction.ts'
import { filterPackets } from './filter-packets.ts'
import { addressesOf, type OtherEnds, otherEnds } from './other-ends.ts'
import type { PacketFate } from './packet-rules.ts'
import { beyondNeighbours } from './ring.ts'

/** How a way is cut. */
export interface CutOptions {
  /** Packets that are lost: those to the node, those from it, or both. @default 'both' */
  lost?: Direction
  /** What becomes of them. @default 'drop' */
  fate?: PacketFate
}

const lengthS = [shortestS, 40] as const

/** Nothing passes between the node and the other servers, or members of etcd, that are not struck with it. */
export const cutFromPeers = (options: CutOptions = {}): Fault => ({
  ...cut('cut-from-peers', otherEnds.peers, options),
  // The greater part is not cut from its peers: the others are, which is a minority's own cut.
  drawn: { weight: 3, lengthS, roles: ['server', 'etcd'], except: ['majority', 'all'] },
})

/** Nothing passes between the node and the load balancers. */
export const cutFromBalancer = (options: CutOptions = {}): Fault => ({
  ...cut('cut-from-balancer', otherEnds['load-balancer'], options),
  drawn: { weight: 2, lengthS, roles: ['server'] },
})

/** Nothing passes between the node and any other. */
export const cutFromEveryone = (options: CutOptions = {}): Fault => ({
  ...cut('cut-from-everyone', otherEnds.everyone, options),
  drawn: { weight: 3, lengthS, roles: ['server', 'agent', 'etcd'] },
})

/**
 * Each of a group sees only its neighbours in a ring; of three the first and the last see each other no more, and the one
 * between them sees both. So some see each other by way of a third alone: what is reached is not the same for all.
 */
export const cutIntoRing = (options: CutOptions = {}): Fault => ({
  ...cut('cut-into-ring', ring, options),
  among: nodes => nodes.filter(node => ring.of(node, nodes).length > 0),
})

const ring = { words: 'those struck with it that are not its neighbours in a ring', of: beyondNeighbours }

/** Nothing passes between a server and the nodes that keep the state, or between one of those and the servers. */
export const cutFromDatastore = (options: CutOptions = {}): Fault => ({
  ...cut('cut-from-datastore', otherEnds.datastore, options),
  targetRoles: ['server', 'db', 'etcd'],
  drawn: { weight: 2, lengthS, roles: ['server'] },
})

function cut(kind: string, whom: OtherEnds, { lost = 'both', fate = 'drop' }: CutOptions): Fault {
  const { words, of: ends, refusal } = whom
  const way = wayOf(lost, kind)
  const becomes = { drop: 'is lost', reset: 'is answered with RST', refuse: 'is refused' }[fate]
  if (becomes === undefined) throw new BadInputError(`${kind}: fate: '${fate}' is none of drop, reset and refuse`)
  return {
    kind,
    summary: `what passes ${way} ${words} ${becomes}`,
    targetRoles: ['server', 'agent', 'etcd', 'db', 'lb'],
    needs: ['nftables'],
    ...(refusal && { refusal }),
    effect: (node, group, topology) => ({ does: 'cut', from: ends(node, group, topology), lost }),
    inject: async (context, node) => {
      whom.requireGroup?.(context.group, context.cluster.topology)
      const from = ends(node, context.group, context.cluster.topology)
      const addresses = addressesOf(context.cluster, from)
      const whole = `what passes ${way.replace('a node', node)} ${addresses === undefined ? words : from.join(', ')} ${becomes}`
      return filterPackets(context, node, { ...(addresses && { addresses }), lost, fate }, whole)
    },
  }
}
