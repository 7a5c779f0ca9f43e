import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pack } from 'tar-stream'

/** One file of a build context: where it comes from, or what is in it. */
export interface ContextFile {
  name: string
  from: string | Uint8Array
}

/** The Dockerfile and what else lies right beside it. */
export async function filesBeside(directory: string): Promise<ContextFile[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(({ name }) => ({ name, from: join(directory, name) }))
}

/** A context as the engine takes it: a tar, with times fixed so that equal files are equal layers. */
export function buildContext(files: ContextFile[]): NodeJS.ReadableStream {
  const archive = pack()
  const fill = async () => {
    for (const { name, from } of files) {
      const fixed = { name, mode: name.startsWith('bin/') ? 0o755 : 0o644, mtime: new Date(0) }
      if (typeof from !== 'string') archive.entry(fixed, Buffer.from(from))
      else await pipeline(createReadStream(from), archive.entry({ ...fixed, size: (await stat(from)).size }))
    }
    archive.finalize()
  }
  fill().catch(error => archive.destroy(error))
  return archive as unknown as NodeJS.ReadableStream
}
