import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'

/** Memory that a container's processes hold, in bytes, without file pages that the kernel would give up. @throws EngineError */
export async function containerMemory(engine: Engine, id: string): Promise<number> {
  const { memory_stats: memory } = await engineCall(
    `read what container ${id} holds`,
    engine.docker.getContainer(id).stats({ stream: false, 'one-shot': true }),
  )
  // Named so by control groups of version 1 and 2.
  const details = (memory.stats ?? {}) as { total_inactive_file?: number; inactive_file?: number }
  return Math.max(0, (memory.usage ?? 0) - (details.total_inactive_file ?? details.inactive_file ?? 0))
}
