import type { FaultInstance } from '../history/fault-instance.ts'
import type { BalancerSession, History } from '../history/history.ts'
import type { ProbePath } from '../history/records.ts'
import type { Samples } from '../history/samples.ts'
import { type FaultWindow, faultWindowsOf } from '../prediction/fault-window.ts'
import type { Setting } from '../prediction/setting.ts'
import { connectLimitMs } from '../topology/connect-limit.ts'
import { balancerIds, memberIds } from '../topology/nodes-of.ts'
import { awayServers } from './attribution/away.ts'
import { closedWays } from './attribution/closed-ways.ts'
import { shortOfCpu } from './attribution/host-causes.ts'
import { lockedStore } from './attribution/locked-store.ts'
import { quietLines } from './attribution/quiet-lines.ts'
import { returningNodes } from './attribution/returning.ts'
import { sessionFinder } from './attribution/session-finder.ts'
import { type StoreAway, storeAway } from './attribution/store-away.ts'
import { storeHindered } from './attribution/store-hindered.ts'
import { takenOut } from './attribution/taken-out.ts'
import { type Election, electionsOf, reignsOf } from './election.ts'
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
  storeAway: StoreAway[]
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
  const away = awayServers(history, faults)
  const missing = storeAway(away, manifest.topology)
  const entry: ProbePath = balancerIds(manifest.topology).length === 0 ? 'direct:server:0' : 'lb'
  const evidence = {
    elections,
    timers: manifest.etcd && { ...manifest.etcd, candidates: Math.max(1, memberIds(manifest.topology).length - 1) },
    away: [...away, ...returningNodes(history, faults)],
    storeAway: [...missing, ...lockedStore(faults, harness.at(-1)?.atUs ?? 0)],
    storeHindered: storeHindered(away, reignsOf(history, elections), manifest.topology),
    entry,
    sessionOf: sessionFinder(sessions),
    takenOut: (session: BalancerSession) => takenOut(session, history),
    closed: closedWays(history, away),
    quiet: quietLines(faults, manifest.nodes),
    shortOfCpu: shortOfCpu(harness),
    connectLimitMs: connectLimitMs(manifest.topology.loadBalancer),
  }
  const samples = new Map(history.series.map(({ id }) => [id, judgedSamples(history, id, phases)]))
  const faultUs = faults[0]?.calledUs
  const series = history.series.map(definition =>
    seriesFacts(definition, samples.get(definition.id)!, evidence, faultUs),
  )
  return {
    history,
    phases,
    faults,
    elections,
    storeAway: missing,
    series,
    samples,
    ledger: gatherLedger(history),
    faultWindows: faultWindowsOf(faults),
    setting: { topology: manifest.topology, etcd: manifest.etcd },
  }
}
