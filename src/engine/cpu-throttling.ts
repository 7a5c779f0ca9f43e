import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'

/** The kernel's count since a container's start: periods in which its processes ran, and those that used up its share. */
export interface Throttling {
  periods: number
  throttled: number
}

/** @throws EngineError also when it does not run */
export async function cpuThrottling(engine: Engine, id: string): Promise<Throttling> {
  const { cpu_stats: cpu } = await engineCall(
    `read what container ${id} was refused`,
    engine.docker.getContainer(id).stats({ stream: false, 'one-shot': true }),
  )
  const { periods, throttled_periods: throttled } = cpu.throttling_data
  return { periods, throttled }
}
