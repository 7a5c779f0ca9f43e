import { nowUs } from '../../base/clock.ts'
import { type Duration, durationMs } from '../../base/duration.ts'
import { BadInputError, messageOf } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { pause, waitUntil } from '../../base/wait-until.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { proofBy } from '../proof.ts'
import { crashInside } from './crash-inside.ts'
import { revive } from './revive.ts'

/** How a node goes on ending. */
export interface RestartLoopOptions {
  /** How often it ends. @default until it is healed */
  times?: number
  /** How long each life lasts. @default '2s' */
  life?: Duration
}

// The restart policy waits 0.1 s before the second life, and twice as long before each further one.
const proofTimeoutMs = 30_000

/** A node ends again and again, each time after a short life, and its restart policy starts it again. */
export function restartLoop({ times = Number.POSITIVE_INFINITY, life = '2s' }: RestartLoopOptions = {}): Fault {
  if (times !== Number.POSITIVE_INFINITY && !(Number.isInteger(times) && times >= 1)) {
    throw new BadInputError(`restart-loop: ${times} is no number of times`, { hint: 'a whole number from 1' })
  }
  const lifeMs = durationMs(life, 'restart-loop: life')
  return {
    kind: 'restart-loop',
    summary: 'SIGKILL, from inside, to all of a node, again and again; its restart policy starts it again',
    // Others have no restart policy: what ends there stays down.
    targetRoles: ['server', 'agent'],
    drawn: { weight: 2, lengthS: [20, 40] },
    effect: () => ({ does: 'degrade' }),
    inject: (context, node) => endAgainAndAgain(context, node, times, lifeMs),
  }
}

async function endAgainAndAgain(context: FaultContext, node: NodeId, times: number, lifeMs: number): Promise<Injected> {
  const { cluster, journal, engineEvent, aboutToAct, signal, record } = context
  const victim = cluster.node(node)
  const { restartCount } = await victim.inspect()
  await aboutToAct()
  const undo = await journal.append({ kind: 'start-container', id: victim.containerId }, { deadlineMs: undoDeadlineMs })
  const stop = new AbortController()
  const until = AbortSignal.any([signal, stop.signal])
  let ends = 0
  const live = async () => {
    const started = engineEvent(node, 'start')
    const { atUs } = await crashInside(context, node)
    ends++
    return { atUs, started }
  }
  const first = await live()
  const goOn = async () => {
    for (let { started } = first; ends < times; ) {
      await Promise.race([started, ended(until)])
      await pause(lifeMs, until)
      started = (await live()).started
    }
  }
  const loop = goOn().catch(error => {
    if (!until.aborted) record({ type: 'note', text: `${node} is ended no more: ${messageOf(error)}` })
  })
  const restarted = async () => {
    const count = (await victim.inspect()).restartCount - restartCount
    if (count < Math.min(2, times)) throw new Error(`its restart policy started it ${count} times`)
    return `the engine counts ${count} starts of ${node} by its restart policy`
  }
  return {
    begin: { atUs: first.atUs, evidence: `the engine saw ${node} die, as it will again` },
    proof: () =>
      proofBy(waitUntil(`${node} to be started again and again`, restarted, { timeoutMs: proofTimeoutMs, signal })),
    heal: once(async () => {
      stop.abort()
      await loop
      const seen = await revive(context, node)
      await journal.done(undo)
      const how = seen ? `; ${seen.evidence}` : ', and runs'
      return { atUs: seen?.atUs ?? nowUs(), evidence: `${node} ended ${ends} times${how}` }
    }),
  }
}

/** Rejects when the signal is aborted. */
const ended = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
