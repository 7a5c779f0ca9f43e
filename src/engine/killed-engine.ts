import { readFile } from 'node:fs/promises'
import { processIds } from '../base/process-ids.ts'
import { processStatus } from '../base/process-status.ts'
import { NotYet, waitUntil } from '../base/wait-until.ts'
import { privatePaths } from './private-paths.ts'
import { runProgram } from './run-program.ts'

const endTimeoutMs = 20_000

interface Process {
  pid: number
  parent: number | undefined
  command: string
}

/**
 * The shims of a private engine that was killed, by process id: each holds a container that runs on with nobody to stop
 * it, and keeps the next engine from starting. To be asked when the engine does not run.
 */
export async function strayShims(): Promise<number[]> {
  return (await processes()).filter(isShim).map(({ pid }) => pid)
}

/** Ends such containers, their shims and what they mounted. Returns how many there were. @throws WaitTimeoutError */
export async function endStrayContainers(): Promise<number> {
  const all = await processes()
  const shims = all.filter(isShim).map(({ pid }) => pid)
  // The first process of a container takes all others of its process namespace along.
  for (const { pid } of all.filter(({ parent }) => parent !== undefined && shims.includes(parent))) end(pid)
  for (const pid of shims) end(pid)
  const gone = async () => {
    const left = await strayShims()
    if (left.length > 0) throw new NotYet(`${left.length} of them run`)
  }
  await waitUntil("the end of a killed engine's containers", gone, { timeoutMs: endTimeoutMs })
  const mounts = mountsBelow(await readFile('/proc/mounts', 'utf8'), [privatePaths.execution, privatePaths.data])
  if (mounts.length > 0) await runProgram('umount', ['--lazy', ...mounts])
  return shims.length
}

/** The mount points within these directories, the innermost first. */
export const mountsBelow = (mounts: string, directories: readonly string[]): string[] =>
  mounts
    .split('\n')
    .flatMap(line => line.split(' ')[1] ?? [])
    .filter(path => directories.some(directory => path.startsWith(directory)))
    .reverse()

const isShim = ({ command }: Process): boolean =>
  command.includes('containerd-shim') && command.includes(`${privatePaths.execution}/`)

async function processes(): Promise<Process[]> {
  return Promise.all(
    (await processIds()).map(async pid => ({
      pid,
      parent: processStatus(pid)?.parent,
      // It may end while it is looked at.
      command: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
    })),
  )
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}
