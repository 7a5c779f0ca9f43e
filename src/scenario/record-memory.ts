import { messageOf } from '../base/errors.ts'
import type { Session } from './session.ts'

/** Puts down what memory each node's container holds; an engine that does not tell costs nothing but a note. */
export async function recordMemory({ cluster, record }: Pick<Session, 'cluster' | 'record'>): Promise<void> {
  const asked = [...cluster.containers.keys()].map(async node => {
    try {
      record({ type: 'memory', node, bytes: await cluster.node(node).memory() })
    } catch (error) {
      record({ type: 'note', text: `memory of ${node}: ${messageOf(error)}` })
    }
  })
  await Promise.all(asked)
}
