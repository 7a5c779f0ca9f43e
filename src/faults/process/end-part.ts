import { nowUs } from '../../base/clock.ts'
import { formatUs } from '../../base/duration.ts'
import { BadInputError, FaultError } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { NodeProcess } from '../../cluster/node-processes.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { proofBy } from '../proof.ts'
import { revive } from './revive.ts'

/** Which part of a node ends. */
export interface EndPartOptions {
  /** The name of its program, or its first argument. @default 'containerd', which every node has */
  part?: string
}

const goneTimeoutMs = 10_000
// Of a part of which nothing is known.
const usualBackTimeoutMs = 90_000

/**
 * SIGKILL to one part of a node that is a process of its own. It is over when that part runs again. A server that is
 * one process beside it then asks itself to end, as on a SIGTERM: etcd first, which hands a leadership over, the rest
 * seconds later, and with which exit code is nothing to rely on.
 */
export function endPart({ part = 'containerd' }: EndPartOptions = {}): Fault {
  if (!/^[\w.-]+$/.test(part)) throw new BadInputError(`end-part: '${part}' is no name of a process`)
  return {
    kind: 'end-part',
    summary: `SIGKILL to one part of a node, ${part}; over when it runs again, by itself or with the whole node`,
    // Of others nobody starts a part again.
    targetRoles: ['server', 'agent'],
    drawn: { weight: 2, lengthS: [shortestS, 40] },
    effect: () => ({ does: 'degrade' }),
    inject: (context, node) => endPartOf(context, node, part),
  }
}

async function endPartOf(context: FaultContext, node: NodeId, part: string): Promise<Injected> {
  const { cluster, journal, engineEvent, aboutToAct, signal } = context
  const victim = cluster.node(node)
  const known = cluster.distribution.parts.find(({ name }) => name === part)
  // What a kubelet starts runs in pods.
  const processes = () => victim.processes({ withPods: known?.startedBy === 'kubelet' })
  const all = await processes()
  const before = named(part, all)
  if (before.length === 0) {
    const parts = [...new Set(all.flatMap(({ names }) => names))].sort().join(', ')
    throw new FaultError(`${part} is no process of its own on ${node}`, { hint: `there are: ${parts}` })
  }
  await aboutToAct()
  const undo = await journal.append({ kind: 'start-container', id: victim.containerId }, { deadlineMs: undoDeadlineMs })
  let death: string | undefined
  const fromUs = nowUs()
  const died = engineEvent(node, 'die').then(({ atUs, exitCode }) => {
    death = `${node} ended ${formatUs(Math.max(0, atUs - fromUs))} after it, with exit code ${exitCode}`
    return { atUs, evidence: death }
  })
  const kill = victim.exec(`kill -9 ${before.map(({ pid }) => pid).join(' ')}`)
  // The command's own end may be the node's.
  await kill.catch(() => {})
  const gone = async () => {
    const left = survivors(before, await processes())
    if (left.length > 0) throw new FaultError(`${part} of ${node} outlived a SIGKILL`)
    return { atUs: nowUs(), evidence: `${part} of ${node}, ${wordsOf(before)}, is gone` }
  }
  const isGone = waitUntil(`the end of ${part} on ${node}`, gone, { timeoutMs: goneTimeoutMs, signal })
  const begin = await Promise.race([isGone, died])
  const isBack = async () => {
    const now = named(part, await processes())
    if (now.length === 0) throw new Error(`no ${part} runs on ${node}`)
    if (survivors(before, now).length > 0) throw new Error(`${part} of ${node} runs still`)
    const how = death === undefined ? '' : `; ${death}, and was started again`
    return { atUs: nowUs(), evidence: `${part} of ${node} runs as ${wordsOf(now)}, before as ${wordsOf(before)}${how}` }
  }
  const back = waitUntil(`${part} to run again on ${node}`, isBack, {
    timeoutMs: known?.backWithinMs ?? usualBackTimeoutMs,
    intervalMs: 500,
    signal,
  })
  return {
    begin,
    over: back,
    proof: () => proofBy(back.then(({ evidence }) => evidence)),
    heal: once(async () => {
      const seen = await back.catch(
        async () =>
          (await revive(context, node)) ?? { atUs: nowUs(), evidence: `${node} runs, and ${part} was not seen to` },
      )
      await journal.done(undo)
      return seen
    }),
  }
}

const named = (part: string, processes: readonly NodeProcess[]): NodeProcess[] =>
  processes.filter(({ names }) => names.includes(part))

/** Those of `before` that live still; a number that was given again is another process. */
export const survivors = (before: readonly NodeProcess[], now: readonly NodeProcess[]): NodeProcess[] =>
  before.filter(({ pid, startedTicks }) => now.some(each => each.pid === pid && each.startedTicks === startedTicks))

const wordsOf = (processes: readonly NodeProcess[]): string => `pid ${processes.map(({ pid }) => pid).join(', ')}`
