import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { exitCodes, messageOf } from '../base/errors.ts'
import { removeRuns } from '../run/remove-runs.ts'
import type { RunRecord } from '../run/run-record.ts'
import { supervisedEnvironment, supervisedRuns } from '../run/supervision.ts'
import { listenForInterruption } from './interruption.ts'

interface SuperviseOptions {
  /** Awaited after a signal, when the child has ended and its runs are removed. */
  onInterrupted?: (signal: NodeJS.Signals) => Promise<void>
  /** Between SIGTERM and SIGKILL. Vitest needs 20 ms. @default 2000 */
  graceMs?: number
}

/**
 * Runs a command in a process group of its own, so that no Ctrl-C reaches it, and sees to it that nothing of its runs
 * is left when it ends, in whatever way. The first signal ends the child, then the runs; a second one exits at once and
 * leaves the rest to the reapers. Returns the exit code for this process: the child's, or 130.
 * @throws the system's error when the command cannot be started.
 */
export async function supervise(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  { onInterrupted, graceMs = 2000 }: SuperviseOptions = {},
): Promise<number> {
  const [program, ...args] = command
  // Before the child starts: a signal, or a parent's death, may come as soon as it shows its first sign of life.
  const interruption = listenForInterruption(() => toGroup('SIGKILL'))
  const child = spawn(program!, args, {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment, ...supervisedEnvironment() },
  })
  const ended = once(child, 'exit')
  const toGroup = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // Nobody of the group is left.
    }
  }
  try {
    const signal = await Promise.race([ended.then(() => undefined), interruption.first])
    // Read before the child ends: from then on its reapers are at work, and the state goes with the run.
    const runs = new Map((await supervisedRuns()).map(run => [run.id, run]))
    if (signal !== undefined) {
      say(`${signal}: stopping, and removing what was started (again: leave that to the background)`)
      toGroup('SIGTERM')
      await Promise.race([ended, sleep(graceMs, undefined, { ref: false })])
    }
    toGroup('SIGKILL')
    const [code, killedBy] = (await ended) as [number | null, NodeJS.Signals | null]
    for (const run of await supervisedRuns()) runs.set(run.id, run)
    await removeAndTell([...runs.values()])
    if (signal !== undefined) {
      await onInterrupted?.(signal)
      return exitCodes.interrupted
    }
    if (killedBy !== null) say(`${program} was ended by ${killedBy}`)
    return code ?? exitCodes.couldNotTest
  } finally {
    interruption.stopListening()
  }
}

/** A failure costs no exit code: whoever interrupts gets 130, and the next start tries again. */
async function removeAndTell(runs: RunRecord[]): Promise<void> {
  if (runs.length === 0) return
  const names = runs.map(({ id, title }) => `${id} (${title})`).join(', ')
  try {
    await removeRuns(runs)
    say(`removed all of ${names}`)
  } catch (error) {
    say(`could not remove ${names}: ${messageOf(error)}; 'holdfast gc' tries again`)
  }
}

const say = (line: string) => process.stderr.write(`holdfast: ${line}\n`)
