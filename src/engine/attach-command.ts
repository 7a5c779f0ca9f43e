import type { Writable } from 'node:stream'
import type { Attachment } from './attach.ts'
import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'
import { demultiplex } from './streams.ts'

/**
 * Starts a command in a running container, connected to its three streams; its outputs end when it ends.
 * Ending `stdin`, or the end of this process, ends its stdin; the engine itself has no way to stop it.
 * @throws EngineError when it could not be started
 */
export async function attachCommand(engine: Engine, id: string, command: string[]): Promise<Attachment> {
  const what = `run '${command.join(' ')}' in container ${id}`
  const exec = await engineCall(
    what,
    engine.docker.getContainer(id).exec({ Cmd: command, AttachStdin: true, AttachStdout: true, AttachStderr: true }),
  )
  const stream = await engineCall(what, exec.start({ hijack: true, stdin: true }))
  return { stdin: stream as unknown as Writable, ...demultiplex(stream) }
}
