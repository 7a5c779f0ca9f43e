import { readFile } from 'node:fs/promises'
import { processIds } from '../base/process-ids.ts'

/** Programs of relays beside this one have another name in the same directory. */
export const relayPath = (id: string): string => `/holdfast/relay-${id}.mjs`
const pattern = new RegExp(`^${relayPath('[^/]+')}$`)

/** Ends the relays that earlier runs started on this node and left. */
export async function endEarlier(program: string): Promise<void> {
  for (const pid of await processIds()) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    const [, script = ''] = line.split('\0')
    if (pattern.test(script) && script !== program) endNow(pid)
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
