import { processStatus } from '../base/process-status.ts'
import { type ProcessIdentity, type RunRecord, readRunRecords } from './run-record.ts'

const variable = 'HOLDFAST_SUPERVISOR'

/** What a supervisor puts into its child's environment, so that the child's runs name it: `<pid>:<start>`. */
export const supervisedEnvironment = (): NodeJS.ProcessEnv => ({ [variable]: `${process.pid}:${ownStart()}` })

/** The supervisor that an environment names, if any. */
export function supervisorIn(environment: NodeJS.ProcessEnv): ProcessIdentity | undefined {
  const [, pid, start] = /^(\d+):(.+)$/.exec(environment[variable] ?? '') ?? []
  return start === undefined ? undefined : { pid: Number(pid), start }
}

/** Whether that very process still runs. */
export const isRunning = ({ pid, start }: ProcessIdentity): boolean => processStatus(pid)?.start === start

/** Runs that name this process as their supervisor and should not outlive it. */
export async function supervisedRuns(): Promise<RunRecord[]> {
  const start = ownStart()
  const records = await readRunRecords()
  return records.filter(
    ({ kept, supervisor }) => !kept && supervisor?.pid === process.pid && supervisor.start === start,
  )
}

const ownStart = (): string => processStatus(process.pid)?.start ?? ''
