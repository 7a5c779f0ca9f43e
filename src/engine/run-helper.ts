import { type ContainerSpec, createContainer, removeContainer, startContainer } from './container.ts'
import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'
import { type ContainerFile, putFiles } from './files.ts'
import { readLogs } from './logs.ts'

type Shared = 'volumesFrom' | 'name' | 'image' | 'labels' | 'networkMode' | 'capabilities' | 'user' | 'extraHosts'

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
  const id = await createContainer(engine, { ...spec, entrypoint })
  try {
    if (files.length > 0) await putFiles(engine, id, files)
    await startContainer(engine, id)
    const wait = engine.docker.getContainer(id).wait({ abortSignal: signal })
    const { StatusCode: exitCode } = await engineCall(`wait for container ${spec.name}`, wait)
    const lines = (await readLogs(engine, id)).trim().split('\n')
    // Every line is led by the engine's own timestamp.
    return { exitCode, said: lines.map(line => line.slice(line.indexOf(' ') + 1)) }
  } finally {
    await removeContainer(engine, id)
  }
}
