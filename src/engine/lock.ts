import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pause } from '../base/wait-until.ts'
import { bufferOf } from './streams.ts'

interface LockOptions {
  /** What the holder does, for those who wait: `builds image node`. */
  purpose: string
  /** Told once for every holder that is waited for: `process 4711, which builds image node`. */
  onWait: (holder: string) => void
  signal?: AbortSignal
}

/**
 * Runs `work` while no other process of this user on this host holds the lock of that name.
 *
 * A lock is a listening socket, so the kernel releases it with its process, however that ends: none is ever stale.
 * Who waits keeps a connection to the holder, hears from it what for, and tries again the moment it closes.
 */
export async function withLock<T>(name: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const address = addressOf(name)
  const { signal } = options
  for (;;) {
    signal?.throwIfAborted()
    const lock = await take(address, `process ${process.pid}, which ${options.purpose}`)
    if (lock) {
      try {
        return await work()
      } finally {
        release(lock)
      }
    }
    await holderGone(address, options)
  }
}

interface Lock {
  server: Server
  waiting: Set<Socket>
}

/** Linux has socket names outside the file system, gone with their process; elsewhere a file must do. */
const abstract = process.platform === 'linux'

function addressOf(name: string): string {
  const key = createHash('sha256')
    .update(`${process.getuid?.() ?? 0} ${name}`)
    .digest('hex')
    .slice(0, 24)
  return abstract ? `\0holdfast-lock-${key}` : join(tmpdir(), `holdfast-${key}.lock`)
}

async function take(address: string, holder: string): Promise<Lock | undefined> {
  const waiting = new Set<Socket>()
  const server = createServer(socket => {
    waiting.add(socket)
    socket.on('error', () => {}).on('close', () => waiting.delete(socket))
    socket.write(`${holder}\n`)
  })
  try {
    server.listen(address)
    await once(server, 'listening')
    return { server, waiting }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined
    throw error
  }
}

function release({ server, waiting }: Lock): void {
  server.close()
  for (const socket of waiting) socket.destroy()
}

async function holderGone(address: string, { onWait, signal }: LockOptions): Promise<void> {
  const socket = connect({ path: address })
  const abort = () => socket.destroy()
  signal?.addEventListener('abort', abort, { once: true })
  try {
    await once(socket, 'connect')
    socket.once('data', line => onWait(line.toString().trim()))
    await bufferOf(socket)
  } catch (error) {
    signal?.throwIfAborted()
    // A socket file without a listener is what a killed process leaves where names are files.
    if (!abstract && (error as NodeJS.ErrnoException).code === 'ECONNREFUSED') rmSync(address, { force: true })
    await pause(50, signal)
  } finally {
    signal?.removeEventListener('abort', abort)
    socket.destroy()
  }
}
