import type { Random } from '../base/seed.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { LedgerClients } from '../cluster/ledger-clients.ts'
import type { BalancerWatch } from '../cluster/watch-balancer.ts'
import type { EngineWatch } from '../cluster/watch-engine.ts'
import type { KernelFeatures } from '../engine/kernel-features.ts'
import type { StreamWriter } from '../history/history-writer.ts'
import type { FaultEffect, MemberRecord, PhaseName } from '../history/records.ts'
import type { Journal } from '../run/journal.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Scenario } from './definition.ts'

/** A fault that was injected during this run. */
export interface ActiveFault {
  id: string
  kind: string
  node: NodeId
  effect: FaultEffect
  heal(): Promise<void>
  healed: boolean
  /** Set by healing; settles when the node is back, or was awaited in vain. */
  returned?: Promise<void>
  /** Whether that has settled. */
  isBack: boolean
  /** Settles when all evidence is in the record; never rejects. */
  proofs: Promise<unknown>
}

/** Everything that the parts of one run share. */
export interface Session {
  scenario: Scenario
  cluster: Cluster
  ledger: LedgerClients
  journal: Journal
  random: Random
  record: StreamWriter['write']
  engineWatch: EngineWatch
  balancerWatch: BalancerWatch
  /** Members as they were when the cluster had formed. */
  formedMembers: MemberRecord[]
  faults: ActiveFault[]
  /** What the story did that no healing takes back: no other one is told on the cluster. */
  marks: string[]
  /** The next fault's number, from 1. */
  nextFault(): number
  /** What the kernel under the engine has for faults; tried when it is first asked for. */
  kernel(): Promise<KernelFeatures>
  /** Keeps a node's log and its audit log, before its container is removed. */
  keepWords(node: NodeId): Promise<void>
  signal: AbortSignal
  /** Puts the run's deadline off by what a part of the story takes by its own plan. */
  allow(moreMs: number): void
  /** Of the run: its files. Absolute. */
  directory: string
  seed: number
  /** What is awaited, for the person who watches. */
  awaiting: (what: string) => void
  /** Runs `work` as a phase of the record. */
  inPhase<T>(phase: PhaseName, work: () => Promise<T>): Promise<T>
}
