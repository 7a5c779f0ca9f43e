import { BadInputError } from '../../base/errors.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { Fault } from '../fault.ts'
import { type Direction, wayOf } from './direction.ts'
import { filterPackets } from './filter-packets.ts'
import { addressesOf, otherEnds, type Whom } from './other-ends.ts'

/** Which packets are lost by chance. */
export interface LossOptions {
  /** Each packet for itself, more than 0 and less than 1. @default 0.1 */
  share?: number
  /** At the other end. @default 'everyone' */
  from?: Whom
  /** Of the packets to the node, of those from it, or of both. @default 'both' */
  lost?: Direction
}

/** A share of a node's packets is lost, drawn by the kernel's own chance: no seed repeats which ones. */
export function loss({ share = 0.1, from: whom = 'everyone', lost = 'both' }: LossOptions = {}): Fault {
  if (!(share > 0 && share < 1)) {
    throw new BadInputError(`loss: a share of ${share} is none`, { hint: 'write for example { share: 0.1 }' })
  }
  const { words, of: ends, refusal } = otherEnds[whom]
  const way = wayOf(lost, 'loss')
  const part = `${Number((share * 100).toFixed(2))} % of what passes`
  return {
    kind: 'loss',
    summary: `${part} ${way} ${words} is lost`,
    targetRoles: ['server', 'agent', 'etcd', 'db', 'lb'],
    drawn: {
      weight: 2,
      lengthS: [shortestS, 40],
      roles: ['server', 'etcd'],
      options: [{ share: 0.1 }, { share: 0.3 }, { share: 0.3, from: 'peers' }],
    },
    needs: ['loss'],
    ...(refusal && { refusal }),
    effect: () => ({ does: 'degrade' }),
    inject: (context, node) => {
      const from = ends(node, context.group, context.cluster.topology)
      const addresses = addressesOf(context.cluster, from)
      const whole = `${part} ${way.replace('a node', node)} ${addresses === undefined ? words : from.join(', ')} is lost`
      return filterPackets(context, node, { ...(addresses && { addresses }), lost, fate: 'drop', share }, whole)
    },
  }
}
