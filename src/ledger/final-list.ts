import { messageOf } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import { Connection } from './connection.ts'
import { listObjects } from './list-objects.ts'
import type { Target } from './protocol.ts'
import type { Tools } from './tools.ts'

/** Reads everything from one server through the quorum, within a bounded wait, and writes it down; or that it could not. */
export async function finalList(target: Target, tools: Tools, timeoutMs: number): Promise<void> {
  const { path } = target
  const connection = new Connection(target, tools.secureContext)
  try {
    const list = await waitUntil(
      `the final list of ${path}`,
      async () => {
        const found = await listObjects(connection, tools.namespace, 'all')
        if ('outcome' in found) throw new Error(`${found.outcome}: ${found.detail}`)
        return found
      },
      { timeoutMs },
    )
    tools.recorder.write({ type: 'final-list', path, ...list })
  } catch (error) {
    tools.recorder.write({ type: 'final-list-failed', path, detail: messageOf(error) })
  } finally {
    connection.close()
  }
}
