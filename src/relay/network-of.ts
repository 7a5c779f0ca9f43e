import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { processIds } from '../base/process-ids.ts'

/**
 * The network namespace that has an address, as a path by a process in it. Of every process the kernel shows the
 * addresses of its own network, whose namespace nobody need enter for that.
 * @throws Error when none has it
 */
export async function networkOf(ip: string, processes = '/proc'): Promise<string> {
  for (const pid of await processIds(processes)) {
    // One that ended meanwhile has none.
    const routes = await readFile(join(processes, `${pid}/net/fib_trie`), 'utf8').catch(() => '')
    if (isLocal(ip, routes)) return join(processes, `${pid}/ns/net`)
  }
  throw new Error(`no process is in a network that has ${ip}`)
}

/** Whether an address is of the host whose `/proc/net/fib_trie` that is; other entries name networks that it reaches. */
export const isLocal = (ip: string, routes: string): boolean =>
  new RegExp(`-- ${RegExp.escape(ip)}\\n\\s+/32 host LOCAL$`, 'm').test(routes)
