import { readFileSync } from 'node:fs'
import { processStatus } from '../base/process-status.ts'
import type { ProcessIdentity } from '../run/run-record.ts'

/** Set by `bin/holdfast.js` when it starts itself again with the bundled Node. */
const startedByOlderNode = 'HOLDFAST_STARTED_BY_OLDER_NODE'
/** Set by npm for the shell that runs a script, and so for all below it. */
const startedByNpm = 'npm_lifecycle_event'

/**
 * Processes whose death ends this one, because they are what the user sees of it: npm, and an older Node. Not a shell:
 * whoever closes it after `nohup holdfast run &` means us to go on.
 */
export function followedParents(environment: NodeJS.ProcessEnv = process.env): ProcessIdentity[] {
  const underNpm = environment[startedByNpm] !== undefined
  if (!underNpm && environment[startedByOlderNode] === undefined) return []
  const pids = [process.ppid, ...(underNpm ? [npmAbove(process.ppid)] : [])]
  return pids.flatMap(pid => {
    const start = pid === undefined ? undefined : processStatus(pid)?.start
    return start === undefined ? [] : [{ pid: pid!, start }]
  })
}

/** The nearest process, from `pid` upwards, that npm did not start. Undefined where `/proc` does not tell. */
function npmAbove(pid: number): number | undefined {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0')
    if (!environment.some(entry => entry.startsWith(`${startedByNpm}=`))) return pid
  } catch {
    return undefined
  }
  const parent = processStatus(pid)?.parent
  return parent === undefined ? undefined : npmAbove(parent)
}
