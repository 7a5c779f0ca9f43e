import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process as the kernel tells it apart from a later one with the same id. */
interface ProcessStatus {
  /** When it started, in the kernel's own words: clock ticks since boot on Linux, a date elsewhere. */
  start: string
  parent: number
  /** Its process group. */
  group: number
}

/**
 * What runs under `pid` now, or undefined when nothing does. A zombie has ended already: only its parent has not
 * noticed yet.
 */
export function processStatus(pid: number): ProcessStatus | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
  } catch {
    return undefined
  }
}

/** proc(5): the name, in parentheses, may hold spaces and parentheses; then come state, parent and group, and later start. */
function fromProc(pid: number): ProcessStatus | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, parent, group] = fields
  return state === 'Z' || state === 'X'
    ? undefined
    : { start: fields[19]!, parent: Number(parent), group: Number(group) }
}

function fromPs(pid: number): ProcessStatus | undefined {
  const line = execFileSync('ps', ['-o', 'state=,ppid=,pgid=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
  const [, state, parent, group, start] = /^(\S+)\s+(\d+)\s+(\d+)\s+(.+)$/.exec(line.trim()) ?? []
  return start === undefined || state!.startsWith('Z')
    ? undefined
    : { start, parent: Number(parent), group: Number(group) }
}
