import type { Readable, Writable } from 'node:stream'
import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'
import { demultiplex } from './streams.ts'

/** The three streams of a container's first program. */
export interface Attachment {
  stdin: Writable
  stdout: Readable
  stderr: Readable
}

/**
 * Connects to a created container before it is started, so that nothing it says is lost.
 * Needs `openStdin` in its spec to write; ending `stdin`, or the end of this process, ends the program's stdin.
 * @throws EngineError
 */
export async function attach(engine: Engine, id: string): Promise<Attachment> {
  const stream = await engineCall(
    `attach to container ${id}`,
    engine.docker.getContainer(id).attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true }),
  )
  return { stdin: stream as unknown as Writable, ...demultiplex(stream) }
}
