import type { FaultInstance } from '../history/fault-instance.ts'
import type { BalancerSession, History } from '../history/history.ts'
import { nodesStandIn } from '../history/nodes-stand-in.ts'
import type { ProbePath } from '../history/records.ts'
import type { Samples } from '../history/samples.ts'
import { type FaultWindow, faultWindowsOf } from '../prediction/fault-window.ts'
import type { Setting } from '../prediction/setting.ts'
import { connectLimitMs } from '../topology/connect-limit.ts'
import { balancerIds, memberIds } from '../topology/nodes-of.ts'
import { balancerUnavailable } from './attribution/balancer-unavailable.ts'
import { shortOfCpu } from './attribution/host-causes.ts'
import { nodeDisruptions } from './attribution/node-disruption.ts'
import { readOnlyStore } from './attribution/read-only-store.ts'
import { retransmissionWindows } from './attribution/retransmission-windows.ts'
import { returningNodes } from './attribution/returning.ts'
import { sessionFinder } from './attribution/session-finder.ts'
import { storeDegraded } from './attribution/store-degraded.ts'
import type { StoreDisruption } from './attribution/store-disruption.ts'
import { storeUnavailable } from './attribution/store-unavailable.ts'
import { takenOut } from './attribution/taken-out.ts'
import { type Election, electionsOf, leaderTenures } from './election.ts'
import { faultInstances } from './fault-instances.ts'
import type { SeriesFacts } from './judgement.ts'
import { gatherLedger, type LedgerFacts } from './ledger/ledger-facts.ts'
import { type Phases, phasesOf } from './phases.ts'
import { judgedSamples, seriesFacts } from './series-facts.ts'

/** What every check starts from: the history, and what follows from it without any limit. */
export interface Facts {
  history: History
  phases: Phases
  faults: FaultInstance[]
  elections: Election[]
  /** When the datastore answered nobody. */
  storeUnavailable: StoreDisruption[]
  series: SeriesFacts[]
  /** The samples on which `series` rests, by series id. */
  samples: Map<string, Samples>
  ledger: LedgerFacts
  faultWindows: FaultWindow[]
  setting: Setting
}

export function gatherFacts(history: History): Facts {
  const { harness, manifest, sessions } = history
  const phases = phasesOf(harness)
  const faults = faultInstances(history)
  const elections = electionsOf(history, faults)
  const disruptions = nodeDisruptions(history, faults)
  const unavailable = storeUnavailable(disruptions, manifest.topology)
  const entry: ProbePath = balancerIds(manifest.topology).length === 0 ? 'direct:server:0' : 'lb'
  const observed = {
    elections,
    timers: manifest.etcd && { ...manifest.etcd, candidates: Math.max(1, memberIds(manifest.topology).length - 1) },
    disruptions: [...disruptions, ...returningNodes(history, faults)],
    storeDisruptions: [
      ...unavailable,
      ...readOnlyStore(faults, harness.at(-1)?.atUs ?? 0),
      ...storeDegraded(disruptions, leaderTenures(history, elections), manifest.topology),
    ],
    entry,
    sessionOf: sessionFinder(sessions),
    takenOut: (session: BalancerSession) => takenOut(session, history),
    unavailable: balancerUnavailable(history, disruptions),
    retransmissions: retransmissionWindows(faults, manifest.nodes),
    shortOfCpu: shortOfCpu(harness),
    connectLimitMs: connectLimitMs(manifest.topology.loadBalancer),
  }
  const samples = new Map(history.series.map(({ id }) => [id, judgedSamples(history, id, phases)]))
  const faultUs = faults[0]?.calledUs
  const series = history.series.map(definition =>
    seriesFacts(definition, samples.get(definition.id)!, observed, faultUs),
  )
  return {
    history,
    phases,
    faults,
    elections,
    storeUnavailable: unavailable,
    series,
    samples,
    ledger: gatherLedger(history),
    faultWindows: faultWindowsOf(faults),
    setting: {
      topology: manifest.topology,
      etcd: manifest.etcd,
      isStandIn: nodesStandIn(manifest.images),
    },
  }
}
