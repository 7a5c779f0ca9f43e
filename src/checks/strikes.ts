import { effectOf } from '../history/fault-effect.ts'
import type { History } from '../history/history.ts'
import type { Strike } from '../prediction/strike.ts'
import type { NodeId } from '../topology/node-id.ts'
import { nodesOf } from '../topology/nodes-of.ts'
import type { FaultStory } from './fault-story.ts'
import { lackOf } from './lack.ts'
import { heldBy, holdersBefore } from './lease-holders.ts'

/** What was struck, as the model wants it: with the roles that were read just before, and when it was over. */
export function strikesOf(history: History, faults: readonly FaultStory[]): Strike[] {
  const { harness, prober, manifest } = history
  const nodes = nodesOf(manifest.topology)
  return faults.map((fault): Strike => {
    const { call, healCallUs, healedUs } = fault
    const leader = prober.findLast(r => r.type === 'etcd' && r.member === r.leader && r.atUs <= call.atUs)
    const backUs = lackOf(fault, { history }).toUs
    const taken = healCallUs ?? healedUs ?? Number.POSITIVE_INFINITY
    // A restart policy starts what ended by itself again, whatever the fault goes on to do.
    const started = harness.find(
      r => r.type === 'engine' && r.action === 'start' && r.node === call.node && r.atUs > call.atUs && r.atUs < taken,
    )
    const healed = started?.atUs ?? healCallUs ?? healedUs
    return {
      id: call.fault,
      kind: call.kind,
      node: call.node,
      effect: effectOf(call),
      atMs: call.atUs / 1000,
      ...(healed === undefined ? {} : { healedMs: healed / 1000 }),
      ...(Number.isFinite(backUs) ? { backMs: backUs / 1000 } : {}),
      ...(leader?.type === 'etcd' ? { leader: leader.node } : {}),
      holders: new Map(
        [...holdersBefore(call.atUs, harness)].flatMap(([lease, holder]): [string, NodeId][] => {
          const node = nodes.find(id => heldBy(id, holder))
          return node === undefined ? [] : [[lease, node]]
        }),
      ),
      ...(call.selector === 'host:coredns' ? { hostsDns: true } : {}),
    }
  })
}
