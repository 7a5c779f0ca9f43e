import type { Owner } from '../base/owner.ts'
import type { Engine } from '../engine/engine.ts'
import { listByLabel } from '../engine/remove.ts'
import { labelKeys, readLabels } from './labels.ts'
import { readRunRecords } from './run-record.ts'

/** A run of which something exists: objects on the engine, state on this disk, or both. */
export interface FoundRun {
  id: string
  /** Known from its state only. */
  title?: string
  owner: Owner
  /** True when it may outlive its owner. Without state here its labels decide, which tell the intention. */
  kept: boolean
  createdMs: number
  ttlSeconds: number
  /** Its objects on the engine, in all. */
  objects: number
}

/** All runs on an engine, oldest first. @throws EngineError */
export async function findRuns(engine: Engine): Promise<FoundRun[]> {
  const runs = new Map<string, FoundRun>()
  for (const { labels } of await listByLabel(engine, labelKeys.run)) {
    const id = labels[labelKeys.run]!
    const run = runs.get(id) ?? { id, ...readLabels(labels), objects: 0 }
    run.objects++
    runs.set(id, run)
  }
  for (const record of await readRunRecords()) {
    if (record.engineHost !== engine.host) continue
    const { id, title, owner, kept, createdMs, ttlSeconds } = record
    runs.set(id, { id, title, owner, kept, createdMs, ttlSeconds, objects: runs.get(id)?.objects ?? 0 })
  }
  return [...runs.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
}
