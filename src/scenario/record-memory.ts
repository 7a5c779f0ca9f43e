import { messageOf } from '../base/errors.ts'
import { containerMemory } from '../engine/container-memory.ts'
import type { Session } from './session.ts'

/** Puts down what memory each node's container holds; an engine that does not tell costs nothing but a note. */
export async function recordMemory({ cluster, record }: Pick<Session, 'cluster' | 'record'>): Promise<void> {
  const { engine, containers } = cluster
  const asked = [...containers].map(async ([node, id]) => {
    try {
      record({ type: 'memory', node, bytes: await containerMemory(engine, id) })
    } catch (error) {
      record({ type: 'note', text: `memory of ${node}: ${messageOf(error)}` })
    }
  })
  await Promise.all(asked)
}
