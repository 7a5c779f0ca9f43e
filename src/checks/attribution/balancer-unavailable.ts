import type { BalancerEvent, History } from '../../history/history.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { balancerIds } from '../../topology/nodes-of.ts'
import { upstreamsOf } from '../../topology/select-nodes.ts'
import { overlap, union } from '../interval.ts'
import type { Cause } from './cause.ts'
import type { NodeDisruption } from './node-disruption.ts'

/**
 * Stretches in which nobody came through the balancers, each with the event that shows it: the balancer was away, the
 * address that two share was on its way to the other one, or checks had taken every server out.
 */
export function balancerUnavailable(history: History, disruptions: readonly NodeDisruption[]): Cause[] {
  const { manifest, balancerEvents } = history
  const ids = balancerIds(manifest.topology)
  // One that is cut from some servers only leads to the others.
  const isLost = ({ node, from }: NodeDisruption) =>
    ids.includes(node) && (from === undefined || upstreams.every(server => from.includes(server)))
  const upstreams = upstreamsOf(manifest.topology)
  const lost = disruptions.filter(isLost)
  const gone =
    ids.length > 1
      ? lost.flatMap(each => moveOf(each, balancerEvents))
      : lost.map(({ fromUs, toUs, state, event }): Cause => ({ kind: `balancer-${state}`, fromUs, toUs, event }))
  return [...gone, ...allOut(upstreams, history)]
}

/** From the loss of the one that held the address until another took it. */
function moveOf({ node, fromUs, toUs, event: lost }: NodeDisruption, events: readonly BalancerEvent[]): Cause[] {
  const addresses = events.filter(each => each.type === 'address')
  const holder = addresses.findLast(({ atUs, holds }) => atUs <= fromUs && holds)?.balancer
  const next = addresses.find(({ atUs, holds, balancer }) => atUs > fromUs && holds && balancer !== node)
  if (holder !== node || next === undefined || next.atUs > toUs + graceUs) return []
  const event = { lost, taker: next.balancer, afterUs: next.atUs - fromUs }
  return [{ kind: 'address-moving', fromUs, toUs: next.atUs, event }]
}

/** A move may end after the loser is back: it is then no longer the holder. */
const graceUs = 10_000_000

/** While a balancer's checks had taken every server out. One that starts again has taken out none yet. */
function allOut(upstreams: readonly NodeId[], { balancerEvents, harness }: History): Cause[] {
  const changes = balancerEvents.filter(event => event.type === 'upstream')
  const endUs = harness.at(-1)?.atUs ?? 0
  return [...new Set(changes.map(({ balancer }) => balancer))].flatMap(balancer => {
    const mine = changes.filter(change => change.balancer === balancer)
    const starts = harness.filter(each => each.type === 'engine' && each.action === 'start' && each.node === balancer)
    const backUs = (server: NodeId, us: number): number =>
      [...mine.filter(change => change.isUp && change.server === server), ...starts]
        .map(({ atUs }) => atUs)
        .filter(atUs => atUs > us)
        .reduce((earliest, atUs) => Math.min(earliest, atUs), endUs)
    const outs = upstreams.map(server =>
      union(
        mine
          .filter(change => change.server === server && !change.isUp)
          .map(({ atUs }) => ({ fromUs: atUs, toUs: backUs(server, atUs) })),
      ),
    )
    const together = outs.reduce((shared, out) => shared.flatMap(a => out.flatMap(b => overlap(a, b) ?? [])))
    return together.map(({ fromUs, toUs }): Cause => {
      const { server, reason } = mine.findLast(({ atUs, isUp }) => !isUp && atUs <= fromUs)!
      return { kind: 'all-upstreams-out', fromUs, toUs, event: { balancer, server, reason } }
    })
  })
}
