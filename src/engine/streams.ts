import type { Readable } from 'node:stream'
import { PassThrough } from 'node:stream'

/** All of a stream. */
export async function bufferOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

// The engine's framing: stream number, three zero bytes, length as 32 bits big-endian (Docker's API, "Attach").
const headerBytes = 8
const stderrNumber = 2

/** Splits the engine's multiplexed stream; both outputs end with it, and fail with it. */
export function demultiplex(stream: NodeJS.ReadableStream): { stdout: Readable; stderr: Readable } {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  let pending: Buffer = Buffer.alloc(0)
  // A loop, not the client library's recursion: a backlog of a megabyte in one chunk would overflow its stack.
  stream.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    let offset = 0
    while (pending.length - offset >= headerBytes) {
      const end = offset + headerBytes + pending.readUInt32BE(offset + 4)
      if (pending.length < end) break
      const output = pending[offset] === stderrNumber ? stderr : stdout
      output.write(pending.subarray(offset + headerBytes, end))
      offset = end
    }
    pending = pending.subarray(offset)
  })
  const end = (error?: Error) => {
    for (const output of [stdout, stderr]) error ? output.destroy(error) : output.end()
  }
  stream
    .once('end', () => end())
    .once('close', () => end())
    .once('error', end)
  return { stdout, stderr }
}
