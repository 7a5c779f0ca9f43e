import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { HoldfastError, messageOf } from '../base/errors.ts'
import { reaperPipe, words } from './reaper-protocol.ts'
import { stateFile } from './state.ts'

/** A run's small companion process, which outlives the owner by as long as cleaning up takes. */
interface Reaper {
  pid: number
  /** Tells it that the journal has a new line, perhaps with a deadline. */
  journalChanged(): void
  /** Sends it home with nothing to do. */
  release(): Promise<void>
}

const readyWithinMs = 15_000
const goneWithinMs = 3000

/**
 * Starts the reaper of a run whose record is on disk; on return it watches this process.
 * It has a session of its own, so that no signal of the terminal reaches it, and nothing of ours but the pipe.
 * @throws HoldfastError when it does not report within 15 s.
 */
export async function startReaper(runId: string): Promise<Reaper> {
  const log = await open(stateFile(runId, 'reaper.log'), 'a', 0o600)
  const child = spawn(process.execPath, [fileURLToPath(new URL('./reaper-main.ts', import.meta.url)), runId], {
    detached: true,
    cwd: '/',
    stdio: ['ignore', 'ignore', log.fd, 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  const pipe = child.stdio[reaperPipe] as Socket
  // Its death is no reason to die: the next start and `holdfast gc` do its work.
  pipe.on('error', () => {})
  try {
    await heardReady(child, pipe)
  } catch (error) {
    child.kill('SIGKILL')
    const hint = `see ${stateFile(runId, 'reaper.log')}`
    throw new HoldfastError(`the clean-up process did not start: ${messageOf(error)}`, { hint, cause: error })
  } finally {
    await log.close()
  }
  child.unref()
  pipe.unref()
  const exited = once(child, 'exit')
  return {
    pid: child.pid!,
    journalChanged: () => void pipe.write(`${words.journalChanged}\n`),
    release: async () => {
      pipe.end(`${words.released}\n`)
      child.ref()
      await Promise.race([exited, sleep(goneWithinMs, undefined, { ref: false })])
      child.unref()
    },
  }
}

async function heardReady(child: ChildProcess, pipe: Socket): Promise<void> {
  const signal = AbortSignal.timeout(readyWithinMs)
  const word = await Promise.race([
    once(pipe, 'data', { signal }).then(([chunk]) => String(chunk).trim()),
    once(child, 'exit', { signal }).then(([code, by]) => `it ended with ${by ?? code}`),
  ])
  pipe.pause()
  if (word !== words.ready) throw new Error(word)
}
