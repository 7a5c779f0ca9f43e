import { nowUs } from '../../base/clock.ts'
import { FaultError } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { pause, waitUntil } from '../../base/wait-until.ts'
import type { ClusterNode } from '../../cluster/cluster-node.ts'
import { allMemoryBytes } from '../../engine/limit-container.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { proofBy } from '../proof.ts'
import { revive } from './revive.ts'

const mebibyte = 2 ** 20
// What is left to it: the kernel takes a limit only when it could free all that is above.
const spareBytes = 8 * mebibyte
const maxTries = 12
// In memory, and nobody's: the kernel can take it from no process, so it ends the largest one.
const fillerFile = '/run/holdfast-filler'
const stepBytes = 2 * spareBytes
// Of control groups 1 and 2.
const countFiles = '/sys/fs/cgroup/memory/memory.oom_control /sys/fs/cgroup/memory.events'
const oomTimeoutMs = 30_000
const consequenceTimeoutMs = 30_000

/** A node is left less memory than it needs: the kernel ends its largest process, whenever it needs more, until it is healed. */
export const outOfMemory: Fault = {
  kind: 'out-of-memory',
  summary: 'a node is left less memory than it needs: the kernel ends its largest process, until it is healed',
  targetRoles: ['server', 'agent'],
  drawn: { weight: 1, lengthS: [20, 40] },
  effect: () => ({ does: 'degrade' }),
  inject: starveOfMemory,
}

async function starveOfMemory(context: FaultContext, node: NodeId): Promise<Injected> {
  const { cluster, journal, engineEvent, aboutToAct, signal } = context
  const victim = cluster.node(node)
  const held = await victim.memory()
  await aboutToAct()
  const limits = { memoryBytes: allMemoryBytes }
  const undo = await journal.append(
    { kind: 'limit-container', id: victim.containerId, limits },
    { deadlineMs: undoDeadlineMs },
  )
  const killed = engineEvent(node, 'oom')
  const died = engineEvent(node, 'die')
  const limit = await squeeze(victim, held)
  const filling = victim.exec(fillScript(limit)).catch(() => undefined)
  const late = pause(oomTimeoutMs, signal).then(() => {
    throw new FaultError(`the kernel ended nothing on ${node}, which is left ${megabytes(limit)}`)
  })
  const { atUs } = await Promise.race([killed, late])
  const left = `of ${megabytes(held)} in use, ${megabytes(limit)} are allowed`
  const consequence = async () => {
    const death = await Promise.race([died, pause(1, signal)])
    if (death) return `${node} died of it with exit code ${death.exitCode}`
    const count = await killedIn(victim)
    if (count === 0) throw new Error(`the kernel counts no process of ${node} that it ended`)
    return `the kernel counts ${count} processes of ${node} that it ended`
  }
  return {
    begin: { atUs, evidence: `the engine saw the kernel end a process of ${node} for want of memory: ${left}` },
    proof: () =>
      proofBy(
        waitUntil(`what an end for want of memory does to ${node}`, consequence, {
          timeoutMs: consequenceTimeoutMs,
          signal,
        }),
      ),
    heal: once(async () => {
      await victim.limit(limits)
      await filling
      const seen = await revive(context, node)
      await victim.exec(['rm', '-f', fillerFile])
      const now = await victim.limits()
      await journal.done(undo)
      const evidence = `the engine allows ${node} ${megabytes(now.memoryBytes)}${seen ? `; ${seen.evidence}` : ''}`
      return { atUs: seen?.atUs ?? nowUs(), evidence }
    }),
  }
}

/** Fills a node's memory until the kernel ended something: how much it gives up before is not to be foreseen. */
const fillScript = (limit: number): string => `count() { cat ${countFiles} 2>/dev/null | grep '^oom_kill '; }
before=$(count)
for step in $(seq ${Math.ceil(limit / stepBytes)}); do
  head -c ${stepBytes} /dev/zero >> ${fillerFile}
  [ "$(count)" = "$before" ] || break
done`

/** Limits a node to little more than it holds; bytes. */
async function squeeze(node: ClusterNode, held: number): Promise<number> {
  for (let tries = 1; ; tries++) {
    const memoryBytes = held + tries * spareBytes
    try {
      await node.limit({ memoryBytes })
      return memoryBytes
    } catch (error) {
      if (tries === maxTries) throw error
    }
  }
}

/** Processes that the kernel ended in a node's present life. */
async function killedIn(node: ClusterNode): Promise<number> {
  const { stdout } = await node.exec(`cat ${countFiles}`, { mayBeDown: true })
  return oomKills(stdout)
}

/** The kernel's count of processes that it ended for want of memory. */
export const oomKills = (said: string): number => Number(/^oom_kill (\d+)$/m.exec(said)?.[1] ?? 0)

const megabytes = (bytes: number): string =>
  bytes >= allMemoryBytes ? 'all memory' : `${Math.round(bytes / mebibyte)} MiB`
