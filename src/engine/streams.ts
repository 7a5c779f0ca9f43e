import type { Readable } from 'node:stream'
import { PassThrough } from 'node:stream'
import type { Engine } from './engine.ts'

/** All of a stream. */
export async function bufferOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

/** Splits the engine's multiplexed stream; both outputs end with it, and fail with it. */
export function demultiplex(engine: Engine, stream: NodeJS.ReadableStream): { stdout: Readable; stderr: Readable } {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  engine.docker.modem.demuxStream(stream, stdout, stderr)
  const end = (error?: Error) => {
    for (const output of [stdout, stderr]) error ? output.destroy(error) : output.end()
  }
  stream
    .once('end', () => end())
    .once('close', () => end())
    .once('error', end)
  return { stdout, stderr }
}
