import { nowUs } from '../base/clock.ts'
import { WaitTimeoutError } from '../base/errors.ts'
import { pause, waitUntil } from '../base/wait-until.ts'
import type { RejoinStage } from '../history/records.ts'
import { type NodeId, serverIds } from '../topology/node-id.ts'
import { longestReturnMs } from './longest-return.ts'
import { type Respect, respectsOf } from './respects.ts'
import type { Session } from './session.ts'

// Beyond its limit a node is still watched this long, so that the report can say how late it was.
const graceMs = 15_000
// So that one more look is taken at a node that ends again and again.
const shortestMs = 2000

/**
 * Waits until every healed node is back in every respect, and every other server is ready and among the endpoints: one may
 * have ended by design, for want of a lease or of the datastore. What does not come is a finding.
 */
export async function settle(session: Session): Promise<void> {
  const { faults, cluster, scenario, signal } = session
  await Promise.all(faults.map(({ returned }) => returned))
  const timeoutMs = scenario.limits.rejoinMs ?? longestReturnMs(cluster)
  const others = serverIds(cluster.topology.servers).filter(server => faults.every(({ node }) => node !== server))
  const returns = others.flatMap(server =>
    respectsOf(session, server, ['endpoints']).map(async ({ what, observe }) => {
      session.awaiting(what)
      await waitUntil(what, observe, { timeoutMs, signal }).catch((error: unknown) => {
        // The final reads tell of it.
        if (!(error instanceof WaitTimeoutError)) throw error
      })
    }),
  )
  await Promise.all(returns)
}

interface Allowance {
  /** When it must be back. @default the scenario's limit of rejoining, or what the model may allow */
  limitMs?: number | undefined
  aftermathMs?: number | undefined
  /** In what respects. @default those of a fault's victim */
  stages?: readonly RejoinStage[]
  /** Whether the end state is judged by it. @default true */
  isDemanded?: boolean
}

/**
 * Follows a node that was just healed until it is back, each respect for itself, while the story goes on; anew whenever
 * it ends meanwhile to be started again, which by design it may for `aftermathMs`.
 */
export async function followReturn(
  session: Session,
  node: NodeId,
  {
    limitMs = session.scenario.limits.rejoinMs ?? longestReturnMs(session.cluster),
    aftermathMs = 0,
    stages,
    isDemanded = true,
  }: Allowance = {},
): Promise<void> {
  const { signal, faults, engineWatch } = session
  const deadlineUs = nowUs() + (limitMs + graceMs) * 1000
  const lastFault = () => faults.findLast(active => active.node === node)?.id
  const healed = lastFault()
  const aftermath = pause(aftermathMs, signal)
  const leftMs = () => Math.max(shortestMs, Math.round((deadlineUs - nowUs()) / 1000))
  for (let hasEnded = true; hasEnded; ) {
    const life = new AbortController()
    let started: Promise<unknown> | undefined
    const ended = engineWatch.next(node, 'die').then(() => {
      started = engineWatch.next(node, 'start')
      life.abort()
    })
    const follow = {
      timeoutMs: leftMs(),
      signal: AbortSignal.any([signal, life.signal]),
      // Of a node that another fault struck meanwhile, that fault's healing tells.
      isMine: () => isDemanded && lastFault() === healed,
    }
    const all = respectsOf(session, node, stages).map(respect => awaitRespect(session, node, respect, follow))
    await Promise.all([...all, Promise.race([aftermath, ended])])
    signal.throwIfAborted()
    hasEnded = life.signal.aborted
    // What is seen of a node between two lives is left over from the first.
    await Promise.race([started, pause(hasEnded ? leftMs() : 0, signal)])
  }
}

interface Follow {
  timeoutMs: number
  /** Aborted when the node ended, or the run. */
  signal: AbortSignal
  isMine: () => boolean
}

async function awaitRespect(
  session: Session,
  node: NodeId,
  { stage, what, observe }: Respect,
  { timeoutMs, signal, isMine }: Follow,
): Promise<void> {
  session.awaiting(what)
  try {
    const evidence = await waitUntil(what, observe, { timeoutMs, signal })
    session.record({ type: 'recovered', node, stage, evidence })
  } catch (error) {
    if (signal.aborted) return
    // Not back in time is a finding for the checks, not an end of the run.
    if (!(error instanceof WaitTimeoutError)) throw error
    if (isMine()) session.record({ type: 'final', subject: `${node} ${stage}`, holds: false, seen: error.message })
  }
}
