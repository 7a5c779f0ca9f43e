import type { Engine } from '../engine/engine.ts'
import { engineCall } from '../engine/engine-call.ts'

/** What an engine runs, as registries write it: `linux/amd64`. @throws EngineError */
export async function enginePlatform(engine: Engine): Promise<string> {
  const { Os: os, Arch: architecture } = await engineCall('ask the engine what it runs', engine.docker.version())
  return `${os}/${architecture}`
}
