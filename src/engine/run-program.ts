import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { formatMs } from '../base/duration.ts'
import { HoldfastError } from '../base/errors.ts'

interface ProgramOptions {
  cwd?: string
  /** Added to this process's environment. */
  environment?: Record<string, string>
  signal?: AbortSignal | undefined
  /** Told every line of output as it comes. */
  onLine?: (line: string) => void
  /** How long it may say nothing after a line (at first after ''); undefined: for ever. One that waits for a dead peer is ended. */
  silenceMs?: (line: string) => number | undefined
}

/** A program that failed, or was ended for its silence. */
export class ProgramError extends HoldfastError {
  /** What it said last, on both outputs. */
  readonly lines: readonly string[]
  /** It was ended because it said nothing. */
  readonly silent: boolean

  constructor(message: string, lines: readonly string[], silent = false) {
    super(message)
    this.lines = lines
    this.silent = silent
  }
}

const linesKept = 400
const linesTold = 8
const graceMs = 5000

/**
 * Runs a program of this host in a process group of its own, which ends with the signal and with this process.
 * Returns its stdout. @throws ProgramError with the last lines that it said
 */
export async function runProgram(
  command: string,
  args: string[],
  { cwd, environment, signal, onLine, silenceMs }: ProgramOptions = {},
): Promise<string> {
  signal?.throwIfAborted()
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...environment },
    ...(cwd !== undefined && { cwd }),
  })
  const end = () => endGroup(child.pid, 'SIGTERM')
  process.once('exit', end)
  signal?.addEventListener('abort', end, { once: true })
  let silent: string | undefined
  let timer: NodeJS.Timeout | undefined
  const listen = (line: string) => {
    clearTimeout(timer)
    const ms = silenceMs?.(line)
    if (ms === undefined) return
    timer = setTimeout(() => {
      silent = `said nothing for ${formatMs(ms)}${line === '' ? '' : ` after '${line}'`}`
      end()
      timer = setTimeout(() => endGroup(child.pid, 'SIGKILL'), graceMs)
    }, ms)
  }
  listen('')
  const stdout: string[] = []
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      if (stream === child.stdout) stdout.push(line)
      said.push(line)
      if (said.length > linesKept) said.shift()
      listen(line)
      onLine?.(line)
    })
  }
  try {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    child.once('error', reject)
    child.once('close', (code, by) => resolve(code === 0 ? '' : by ? `was ended by ${by}` : `failed with code ${code}`))
    const problem = await promise.catch((error: Error) => error.message)
    signal?.throwIfAborted()
    if (silent !== undefined) throw new ProgramError(`${command} ${args[0] ?? ''} ${silent}`, said, true)
    if (problem) {
      throw new ProgramError(`${command} ${args[0] ?? ''} ${problem}: ${said.slice(-linesTold).join(' | ')}`, said)
    }
    return stdout.join('\n')
  } finally {
    clearTimeout(timer)
    process.removeListener('exit', end)
    signal?.removeEventListener('abort', end)
  }
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // It ended by itself.
  }
}
