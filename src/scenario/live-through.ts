import type { ClockAnchor } from '../base/clock.ts'
import { once } from '../base/once.ts'
import type { Progress } from '../base/progress.ts'
import { randomFrom } from '../base/seed.ts'
import type { Cluster, ClusterContainers } from '../cluster/cluster.ts'
import { form } from '../cluster/form.ts'
import { toolImage } from '../cluster/node-helper.ts'
import { startLedger } from '../cluster/start-ledger.ts'
import { watchAgents } from '../cluster/watch-agents.ts'
import { watchBalancer } from '../cluster/watch-balancer.ts'
import type { EngineWatch } from '../cluster/watch-engine.ts'
import { kernelFeatures } from '../engine/kernel-features.ts'
import type { FormationStage } from '../history/formation-stage.ts'
import type { StreamWriter } from '../history/history-writer.ts'
import { watchCluster } from '../kube/watch-cluster.ts'
import type { Journal } from '../run/journal.ts'
import { countWords } from '../topology/count-words.ts'
import { agentIds, fileName, type NodeId } from '../topology/node-id.ts'
import type { Scenario } from './definition.ts'
import { followUntold } from './follow-untold.ts'
import type { HarnessRecord } from './harness-record.ts'
import { membersOf } from './members-of.ts'
import { recordBalancer } from './record-balancer.ts'
import type { Session } from './session.ts'
import { startReplicas } from './start-replicas.ts'
import { tellStory } from './tell-story.ts'

interface Parts {
  scenario: Scenario
  created: ClusterContainers
  /** The same cluster where it stands already. */
  taken: Cluster | undefined
  /** Both clocks as the run began. */
  clock: ClockAnchor
  record: HarnessRecord
  engineWatch: EngineWatch
  journal: Journal
  seed: number
  signal: AbortSignal
  progress: Progress
  keepWords: Session['keepWords']
  allow: Session['allow']
  directory: string
  saveProberLine: (line: string) => void
  saveLedgerLine: (line: string) => void
  /** The balancer's stream. */
  sessions: StreamWriter
}

/**
 * What happens on one cluster: it forms, if it does not stand already, its API and its balancer are watched, and the
 * story is told on it. Returns the session, which is over.
 */
export async function liveThrough(all: Parts): Promise<Session> {
  const { created, taken, clock, record, saveProberLine, saveLedgerLine, sessions, progress, seed, ...parts } = all
  const { write, inPhase } = record
  const { signal } = parts
  const onStage = (stage: FormationStage, node?: NodeId) => write({ type: 'stage', stage, ...(node ? { node } : {}) })
  const cluster =
    taken ??
    (await progress.stage(`form ${countWords(created.topology)}`, awaiting =>
      inPhase('form', () => form(created, { signal, onStage, awaiting, saveProberLine })),
    ))
  const agentNames = agentIds(cluster.topology.agents).map(fileName)
  const clusterWatch = watchCluster(cluster.kube, agentNames, write)
  const agentWatch = watchAgents(cluster, (agent, server) =>
    write({ type: 'carrier', agent, ...(server && { server }) }),
  )
  const balancerWatch = watchBalancer(cluster, recordBalancer(cluster, clock.wallMs, sessions.write))
  const ledger = await startLedger(cluster, seed, saveLedgerLine)
  let faults = 0
  const session: Session = {
    ...parts,
    seed,
    cluster,
    ledger,
    record: write,
    random: randomFrom(seed),
    balancerWatch,
    formedMembers: [],
    faults: [],
    marks: [],
    nextFault: () => ++faults,
    kernel: once(() => kernelFeatures(cluster.engine, toolImage(cluster))),
    awaiting: () => {},
    inPhase,
  }
  const untold = new AbortController()
  followUntold({ ...session, signal: AbortSignal.any([signal, untold.signal]) })
  session.formedMembers = await membersOf(session)
  write({ type: 'members', members: session.formedMembers, purpose: 'formed' })
  try {
    await progress.stage('start a replica on every node', awaiting => {
      session.awaiting = awaiting
      return inPhase('form', () => startReplicas(session))
    })
    await tellStory(session, progress)
    return session
  } finally {
    untold.abort()
    clusterWatch.stop()
    agentWatch.stop()
    balancerWatch.stop()
    ledger.stop()
    await cluster.kube.close()
  }
}
