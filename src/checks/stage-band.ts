import type { TimingProfile } from '../topology/topology.ts'
import type { Facts } from './facts.ts'
import type { FaultStory } from './fault-story.ts'
import type { Band } from './judgement.ts'
import { heldBy, holdersBefore } from './lease-holders.ts'

/** Node timers of a profile in ms: the grace until NotReady, the kubelet's renewals, the monitor's looks, the toleration. */
const nodeTimers: Record<TimingProfile, { graceMs: number; renewMs: number; monitorMs: number; tolerationMs: number }> =
  {
    // Kubernetes' own since 1.32 (measuring 2.5).
    default: { graceMs: 50_000, renewMs: 10_000, monitorMs: 5000, tolerationMs: 300_000 },
    // What the cluster's timing arguments set.
    fast: { graceMs: 9000, renewMs: 2000, monitorMs: 1000, tolerationMs: 10_000 },
  }
/** From the eviction of a pod until its successor runs: scheduling, and a container's start. */
const replacedMs = 5000
/** A graceful end lasts this long: the components renew their leases until then (k3s-contract 8.3). */
const gracefulMs = 5000
/** Wrangler's lease of 45 s is renewed every 2 s, and looked at every 2 to 4.4 s (measuring 2.5). */
const wranglerMs: Band = { fromMs: 43_000, toMs: 49_500 }

/** The band of a stage, in ms after the fault, or undefined where theory has none. Of a pause none: what is frozen goes on where it was. */
export function stageBand(stage: string, fault: FaultStory, facts: Facts): Band | undefined {
  const { node, kind } = fault.call
  const crashed = kind === 'kill' || kind === 'power-off'
  if (!crashed && kind !== 'stop') return undefined
  const { etcd, topology } = facts.history.manifest
  const lateMs = kind === 'stop' ? gracefulMs : 0
  const ledEtcd =
    crashed && facts.elections.some(({ fromLeader, fromUs }) => fromLeader === node && fromUs >= fault.call.atUs)
  const electionMs = ledEtcd && etcd ? 2 * etcd.electionMs - etcd.heartbeatMs : 0
  // Candidates poll every 2 to 4.4 s, and the 15 s run from when they saw the last renewal (scenarios, section 1).
  const takeover: Band = { fromMs: 13_000, toMs: (ledEtcd ? 29_000 : 22_000) + lateMs }
  const { graceMs, renewMs, monitorMs, tolerationMs } = nodeTimers[topology.timing]
  const holder = holdersBefore(fault.call.atUs, facts.history.harness).get('kube-controller-manager')
  const alsoMonitor = holder !== undefined && heldBy(node, holder)
  // A successor starts the clock of every node anew.
  const notReady: Band = alsoMonitor
    ? { fromMs: takeover.fromMs + graceMs - renewMs, toMs: takeover.toMs + graceMs + monitorMs }
    : { fromMs: graceMs - renewMs, toMs: graceMs + monitorMs + electionMs + lateMs }

  if (/^lease kube-/.test(stage)) return takeover
  if (/^lease k3s/.test(stage)) return { fromMs: wranglerMs.fromMs, toMs: wranglerMs.toMs + electionMs + lateMs }
  if (stage === 'node NotReady noticed') return notReady
  // Reconciled every 10 s with a lease of 15 s, which a new leader of etcd extends (scenarios, section 1).
  if (stage === `endpoints without ${node}`) {
    return ledEtcd ? { fromMs: 24_000, toMs: 40_000 } : { fromMs: 0, toMs: 25_000 + lateMs }
  }
  const replaced: Band = { fromMs: notReady.fromMs + tolerationMs, toMs: notReady.toMs + tolerationMs + replacedMs }
  if (stage === `pods of ${node} replaced`) return replaced
  if (/ from a pod back$/.test(stage) && fault.call.selector === 'host:coredns') {
    // The only replica is gone until another runs; of several pods of a Service one is asked in vain until its node is NotReady.
    return stage.startsWith('DNS') && topology.addOns.coredns === 1 ? replaced : { fromMs: 0, toMs: notReady.toMs }
  }
  if (stage === 'quorum reads back' && ledEtcd && etcd)
    return { fromMs: etcd.electionMs - 2 * etcd.heartbeatMs, toMs: electionMs }
  return undefined
}
