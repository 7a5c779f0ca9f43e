import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'

/** CPU time that a container's processes have used since its start, in µs. @throws EngineError */
export async function containerCpuUs(engine: Engine, id: string): Promise<number> {
  const stats = await engineCall(
    `read what container ${id} has used`,
    engine.docker.getContainer(id).stats({ stream: false, 'one-shot': true }),
  )
  return Math.round(stats.cpu_stats.cpu_usage.total_usage / 1000)
}
