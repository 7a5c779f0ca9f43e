import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { HoldfastError } from '../base/errors.ts'

interface ProgramOptions {
  cwd?: string
  /** Added to this process's environment. */
  environment?: Record<string, string>
  signal?: AbortSignal | undefined
  /** Told every line of output as it comes. */
  onLine?: (line: string) => void
}

const linesKept = 400
const linesTold = 8

/**
 * Runs a program of this host in a process group of its own, which ends with the signal and with this process.
 * Returns its stdout. @throws HoldfastError with the last lines that it said
 */
export async function runProgram(
  command: string,
  args: string[],
  { cwd, environment, signal, onLine }: ProgramOptions = {},
): Promise<string> {
  signal?.throwIfAborted()
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...environment },
    ...(cwd !== undefined && { cwd }),
  })
  const end = () => endGroup(child.pid)
  process.once('exit', end)
  signal?.addEventListener('abort', end, { once: true })
  const stdout: string[] = []
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      if (stream === child.stdout) stdout.push(line)
      said.push(line)
      if (said.length > linesKept) said.shift()
      onLine?.(line)
    })
  }
  try {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    child.once('error', reject)
    child.once('close', (code, by) => resolve(code === 0 ? '' : by ? `was ended by ${by}` : `failed with code ${code}`))
    const problem = await promise.catch((error: Error) => error.message)
    signal?.throwIfAborted()
    if (problem)
      throw new HoldfastError(`${command} ${args[0] ?? ''} ${problem}: ${said.slice(-linesTold).join(' | ')}`)
    return stdout.join('\n')
  } finally {
    process.removeListener('exit', end)
    signal?.removeEventListener('abort', end)
  }
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM')
  } catch {
    // It ended by itself.
  }
}
