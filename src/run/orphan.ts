import { processStatus } from '../base/process-status.ts'
import { readRunRecord } from './run-record.ts'
import { isRunning } from './supervision.ts'

/**
 * Ends the owner of a run whose supervisor was killed: the supervisor gave it a process group of its own, so nobody else
 * will. The whole group goes, with the test runner that leads it. Does nothing while the supervisor runs.
 */
export async function endOrphan(runId: string): Promise<void> {
  const record = await readRunRecord(runId)
  if (record?.supervisor === undefined || isRunning(record.supervisor)) return
  const status = processStatus(record.owner.pid)
  if (status?.start !== record.owner.pidStart) return
  try {
    process.kill(-status.group, 'SIGKILL')
  } catch {
    // Gone in this very moment.
  }
}
