import { type Duration, durationMs } from '../../base/duration.ts'
import { BadInputError } from '../../base/errors.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { NodeId } from '../../topology/node-id.ts'
import type { Fault, FaultContext, Injected } from '../fault.ts'
import { unproven } from '../proof.ts'
import { endContainerBy, startAgain } from '../stop-container.ts'
import { balancerProcesses, pidWords, without } from './balancer-processes.ts'

/** How a load balancer is restarted. */
export interface RestartOptions {
  /** How long it may wait for its connections to end, in whole seconds. @default '5s', as Debian's unit of nginx has it */
  grace?: Duration
}

/** A load balancer is told to end, and started at once. It is over when it runs again. */
export function restartBalancer({ grace = '5s' }: RestartOptions = {}): Fault {
  const graceSeconds = durationMs(grace, 'restart-balancer: grace') / 1000
  if (!Number.isInteger(graceSeconds))
    throw new BadInputError(`restart-balancer: grace: '${grace}' is no whole number of seconds`, {
      hint: "write for example '5s'",
    })
  return {
    kind: 'restart-balancer',
    summary: `a load balancer is told to end, has ${graceSeconds} s to do so, and is started at once`,
    targetRoles: ['lb'],
    drawn: { weight: 1, lengthS: [shortestS, 20] },
    effect: () => ({ does: 'end', drains: true }),
    inject: (context, node) => restart(context, node, graceSeconds),
  }
}

async function restart(context: FaultContext, node: NodeId, graceSeconds: number): Promise<Injected> {
  const { cluster, journal, signal } = context
  const before = await balancerProcesses(cluster, node, signal)
  const { begin, undo } = await endContainerBy(victim => victim.stop(graceSeconds), context, node)
  const started = await startAgain(context, node)
  await journal.done(undo)
  const look = async () => {
    const now = await balancerProcesses(cluster, node, signal)
    const others = without(now, before)
    return {
      proven: now.length > 0 && others.length === now.length,
      evidence: `the kernel of ${node} runs ${pidWords(others)} as new, of ${pidWords(now)}; before ${pidWords(before)}`,
    }
  }
  return {
    begin,
    over: Promise.resolve(),
    proof: () => look().catch(unproven),
    heal: async () => started,
  }
}
