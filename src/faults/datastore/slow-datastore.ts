import { nowUs } from '../../base/clock.ts'
import { type Duration, durationMs, formatMs } from '../../base/duration.ts'
import { BadInputError, messageOf } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { pause as waitFor } from '../../base/wait-until.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { datastoreOf } from '../../cluster/datastores/datastore-of.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { type Proof, unproven } from '../proof.ts'

/** How slow it is. */
export interface SlowDatastoreOptions {
  /**
   * The longest that an answer waits for the datastore's processes to go on; the engine's call by which they go on comes on
   * top, 0.1 s and more on a busy host. How long they stood still is told when it is healed. @default '300ms'
   */
  stall?: Duration
  /** How long they run between two stalls. @default '100ms' */
  run?: Duration
}

// Less would be lost among the engine's own calls.
const shortestMs = 50
// So many answers tell a stall of every share that these options allow from none.
const looks = 12

/**
 * Answers come late: its processes stand still for a while again and again. A whole kernel's delay needs netem, and
 * quotas of CPU time make a delay that depends on the load; this one has a length.
 */
export function slowDatastore({ stall = '300ms', run = '100ms' }: SlowDatastoreOptions = {}): Fault {
  const stallMs = lengthMs('stall', stall)
  const runMs = lengthMs('run', run)
  return {
    kind: 'slow-datastore',
    summary: `a node of the datastore stands still for ${formatMs(stallMs)} after every ${formatMs(runMs)}: so long answers wait`,
    targetRoles: ['db', 'etcd'],
    drawn: { weight: 2, lengthS: [shortestS, 40] },
    needs: ['pause'],
    effect: () => ({ does: 'degrade' }),
    inject: (context, node) => slowDown(context, node, { stallMs, runMs }),
  }
}

function lengthMs(name: string, duration: Duration): number {
  const ms = durationMs(duration, `slow-datastore: ${name}`)
  if (ms >= shortestMs) return ms
  throw new BadInputError(`slow-datastore: ${name}: '${duration}' is too short`, {
    hint: `the engine's own calls take as long: write ${shortestMs} ms or more`,
  })
}

interface Rhythm {
  stallMs: number
  runMs: number
}

async function slowDown(context: FaultContext, node: NodeId, { stallMs, runMs }: Rhythm): Promise<Injected> {
  const { cluster, journal, aboutToAct, engineEvent, signal, record } = context
  const victim = cluster.node(node)
  const before = await answersMs(cluster, node)
  await aboutToAct()
  const undo = await journal.append(
    { kind: 'unpause-container', id: victim.containerId },
    { deadlineMs: undoDeadlineMs },
  )
  const first = engineEvent(node, 'pause')
  const stop = new AbortController()
  const stalls: number[] = []
  const stalling = (async () => {
    while (!stop.signal.aborted) {
      const fromUs = nowUs()
      await victim.pause()
      try {
        // What the engine took for its call is a part of the stall.
        await waitFor(Math.max(0, stallMs - (nowUs() - fromUs) / 1000), signal)
      } finally {
        await victim.unpause()
      }
      stalls.push((nowUs() - fromUs) / 1000)
      await waitFor(runMs, signal)
    }
  })()
  // One that another fault ended stalls no more.
  stalling.catch(error => record({ type: 'note', text: `${node} stalls no more: ${messageOf(error)}` }))
  const { atUs } = await Promise.race([first, stalling.then(() => first)])
  return {
    begin: { atUs, evidence: `the engine saw ${node} pause, the first of many times` },
    proof: () => answersMs(cluster, node).then(now => slowerWords(before, now, stallMs), unproven),
    heal: once(async () => {
      stop.abort()
      await stalling.catch(() => {})
      await journal.done(undo)
      const meanMs = stalls.reduce((sum, ms) => sum + ms, 0) / stalls.length
      return { atUs: nowUs(), evidence: `${node} stood still ${stalls.length} times, ${formatMs(meanMs)} on average` }
    }),
  }
}

/** How long client:0 waits for a first word of a database, or for a status of a member of etcd, several times, in ms. */
async function answersMs(cluster: Cluster, node: NodeId): Promise<number[]> {
  const { topology, observer } = cluster
  const { ip } = cluster.node(node)
  const { greeting } = datastoreOf(topology).nodes!
  const taken: number[] = []
  for (let look = 0; look < looks; look++) {
    const fromUs = nowUs()
    await (greeting ? observer.greeting(ip, greeting) : observer.statuses())
    taken.push((nowUs() - fromUs) / 1000)
  }
  return taken
}

/** Of some answers at least one waited for half a stall longer than any did before. */
export function slowerWords(before: readonly number[], now: readonly number[], stallMs: number): Proof {
  const words = (list: readonly number[]) =>
    `${formatMs(list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!)}, at most ${formatMs(Math.max(...list))}`
  return {
    proven: Math.max(...now) >= Math.max(...before) + stallMs / 2,
    evidence: `client:0 waits for an answer ${words(now)}, of ${now.length}; before ${words(before)}`,
  }
}
