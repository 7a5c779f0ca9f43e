import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'

/** A container's labels, those of its image among them. @throws EngineError */
export async function containerLabels(engine: Engine, id: string): Promise<Record<string, string>> {
  const { Config: config } = await engineCall(`inspect container ${id}`, engine.docker.getContainer(id).inspect())
  return config.Labels ?? {}
}
