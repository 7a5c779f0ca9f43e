import { isDeepStrictEqual } from 'node:util'
import { messageOf } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import { attach } from '../cluster/attach.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { leaveStanding } from '../cluster/leave-standing.ts'
import { readSavedCluster } from '../cluster/saved-cluster.ts'
import type { Engine } from '../engine/engine.ts'
import type { TakenOver } from '../history/manifest.ts'
import type { Images } from '../images/images-of.ts'
import { collectGarbage } from '../run/gc.ts'
import { takeTurn } from '../run/queue.ts'
import { beginRun, type Run } from '../run/run.ts'
import { timeId } from '../run/time-id.ts'
import type { Scenario } from './definition.ts'
import { passGate } from './gate.ts'
import { HeldLines } from './held-lines.ts'
import { RunGuard } from './run-guard.ts'

/** Where one story is told: on a cluster to be formed for it, or on one that was taken over. */
export interface Place extends AsyncDisposable {
  /** The id of the story's own run: that of its record. */
  runId: string
  /** Whose the cluster is: the run that formed it, or will. */
  owner: Run
  taken?: { cluster: Cluster; takenOver: TakenOver; proberLines: HeldLines }
  /** Why a cluster that stood was not taken over. */
  refusal?: string
  /** Leaves the cluster standing for the next story of this process; otherwise it goes when this is disposed. */
  leave(cluster: Cluster, left: Parameters<typeof leaveStanding>[1]): Promise<void>
}

interface Wanted {
  engine: Engine
  scenario: Scenario
  images: Images
  /** Whether a cluster that stands may be taken over. */
  shares: boolean
  progress: Progress
  signal: AbortSignal
}

/** A cluster that the story before left; it goes with this process, if no story takes it or ends it. */
interface Standing {
  owner: Run
  turn: Disposable
}
let standing: Standing | undefined

/** Takes over the cluster that stands if it is the one that the story wants, and well; else makes room for another. */
export async function findPlace(wanted: Wanted): Promise<Place> {
  const { engine, scenario, progress, signal } = wanted
  const stood = standing
  standing = undefined
  const turn = stood?.turn ?? (await takeTurn({ title: scenario.title, progress, signal }))
  try {
    const found = stood && (await takeOver(stood.owner, wanted))
    if (stood && found?.runId && found.taken)
      return placeOf(stood.owner, turn, { runId: found.runId, taken: found.taken })
    await stood?.owner.end()
    await collectGarbage(engine)
    const owner = await beginRun(engine, { title: scenario.title })
    return placeOf(owner, turn, { runId: owner.id, ...(found?.refusal && { refusal: found.refusal }) })
  } catch (error) {
    // Harmless when it was ended already; what cannot be ended now is its reaper's.
    await stood?.owner.end().catch(() => {})
    turn[Symbol.dispose]()
    throw error
  }
}

function placeOf(owner: Run, turn: Disposable, place: Pick<Place, 'runId' | 'taken' | 'refusal'>): Place {
  let isLeft = false
  return {
    ...place,
    owner,
    leave: async (cluster, left) => {
      await leaveStanding(cluster, left)
      standing = { owner, turn }
      isLeft = true
    },
    [Symbol.asyncDispose]: async () => {
      if (isLeft) return
      try {
        await owner.end()
      } finally {
        turn[Symbol.dispose]()
      }
    },
  }
}

/** The cluster as the story wants it, or why it cannot be that. */
async function takeOver(
  owner: Run,
  { engine, scenario, images, shares, progress, signal }: Wanted,
): Promise<Partial<Pick<Place, 'runId' | 'taken' | 'refusal'>>> {
  if (!shares) return {}
  const left = await readSavedCluster(owner.id)
  const { facts } = left
  if (!isSame(facts.topology, scenario.topology)) return { refusal: 'it has another topology' }
  if (!isSame(facts.images, Object.values(images))) return { refusal: 'it runs other images' }
  const proberLines = new HeldLines()
  const runId = timeId()
  try {
    return await progress.stage(`take over the cluster of run ${owner.id}`, async awaiting => {
      using guard = new RunGuard(engine, signal)
      awaiting('what must hold of it')
      return guard.watch(async () => {
        const cluster = await attach(engine, left, runId, proberLines.take)
        try {
          const gate = await passGate(cluster, left, guard.signal)
          const takenOver = { formedBy: owner.id, from: left.leftBy, formation: left.formation, gate }
          return { runId, taken: { cluster, takenOver, proberLines } }
        } catch (error) {
          await cluster.kube.close()
          throw error
        }
      })
    })
  } catch (error) {
    signal.throwIfAborted()
    return { refusal: messageOf(error) }
  }
}

/** As data, for one of them was read from a file. */
const isSame = (saved: unknown, wanted: unknown): boolean =>
  isDeepStrictEqual(saved, JSON.parse(JSON.stringify(wanted)))
