import { dirname } from 'node:path'
import { extract, pack } from 'tar-stream'
import type { Engine } from './engine.ts'
import { engineCall } from './engine-call.ts'
import { bufferOf } from './streams.ts'

/** One file to put into a container. */
export interface ContainerFile {
  /** Absolute. */
  path: string
  /** Permission bits, for example `0o600`. */
  mode: number
  content: string | Uint8Array
  /** Permission bits of the directory it lies in; a new one gets 0755 when unset. */
  directoryMode?: number
}

/**
 * Writes files as root into a container, started or not, also below its volumes (but not below a tmpfs, which exists
 * only while it runs). Parent directories are made. @throws EngineError
 */
export async function putFiles(engine: Engine, id: string, files: ContainerFile[]): Promise<void> {
  const archive = pack()
  for (const { path, mode, content, directoryMode } of files) {
    if (directoryMode !== undefined) {
      archive.entry({ name: dirname(path).slice(1), type: 'directory', mode: directoryMode, mtime: new Date() })
    }
    archive.entry({ name: path.replace(/^\/+/, ''), mode, mtime: new Date() }, Buffer.from(content))
  }
  archive.finalize()
  const paths = files.map(({ path }) => path).join(', ')
  await engineCall(
    `put ${paths} into container ${id}`,
    engine.docker.getContainer(id).putArchive(await bufferOf(archive), { path: '/' }),
  )
}

/** A file of a container, which need not run. @throws EngineError when there is no such file */
export async function readFile(engine: Engine, id: string, path: string): Promise<Buffer> {
  const archive = await engineCall(
    `read ${path} from container ${id}`,
    engine.docker.getContainer(id).getArchive({ path }),
  )
  // Awaited here: leaving the loop ends the stream, and what was not read yet is lost.
  for await (const entry of archive.pipe(extract())) return await bufferOf(entry)
  return Buffer.alloc(0)
}
