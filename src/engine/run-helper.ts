import type { ContainerSpec } from './container.ts'
import { ContainerHandle } from './container-handle.ts'
import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'
import type { ContainerFile } from './files.ts'

type Shared =
  | 'volumes'
  | 'volumesFrom'
  | 'name'
  | 'image'
  | 'labels'
  | 'networkMode'
  | 'capabilities'
  | 'user'
  | 'extraHosts'

interface Helper extends Pick<ContainerSpec, Shared> {
  /** For `/bin/sh`, which has these arguments as `$1`, `$2`, …. */
  script: string
  arguments?: string[]
  /** Laid into it before it starts. */
  files?: ContainerFile[]
}

/**
 * Runs a shell script to its end in a container of its own, which is then gone; with the signal it is gone at once.
 * Returns its exit code and all it said, stdout and stderr merged. @throws EngineError when it could not be run
 */
export async function runHelper(
  engine: Engine,
  { script, arguments: args = [], files = [], ...spec }: Helper,
  signal: AbortSignal,
): Promise<{ exitCode: number; said: string[] }> {
  const entrypoint = ['/bin/sh', '-c', script, 'helper', ...args]
  const helper = await ContainerHandle.create(engine, { ...spec, entrypoint })
  try {
    if (files.length > 0) await helper.writeFiles(...files)
    await helper.start()
    const wait = engine.docker.getContainer(helper.containerId).wait({ abortSignal: signal })
    const { StatusCode: exitCode } = await engineCall(`wait for container ${spec.name}`, wait)
    const lines = (await helper.logs()).trim().split('\n')
    // Every line is led by the engine's own timestamp.
    return { exitCode, said: lines.map(line => line.slice(line.indexOf(' ') + 1)) }
  } finally {
    await helper.remove()
  }
}
