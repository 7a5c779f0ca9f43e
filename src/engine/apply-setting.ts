import { EngineError } from '../base/errors.ts'
import { inspectContainer } from './container.ts'
import type { Engine } from './engine.ts'
import { execute } from './execute.ts'
import { type ContainerFile, putFiles } from './files.ts'

/** How a program in a container is told to go on in another way. Plain data, without secrets: it is written to a journal. */
export interface Setting {
  /** What its program reads when it starts. */
  files: (Pick<ContainerFile, 'path' | 'mode'> & { content: string })[]
  /** Makes a program that runs follow; one that does not will read the files. */
  command: string[]
}

/** Lays the files of a setting into a container, and has its program follow if it runs. @throws EngineError */
export async function applySetting(engine: Engine, id: string, { files, command }: Setting): Promise<void> {
  if (files.length > 0) await putFiles(engine, id, files)
  if (!(await inspectContainer(engine, id)).running) return
  const { exitCode, stdout, stderr } = await execute(engine, id, command)
  if (exitCode === 0) return
  throw new EngineError(
    `'${command.join(' ')}' in container ${id} ended with ${exitCode}: ${stderr.trim() || stdout.trim()}`,
  )
}
