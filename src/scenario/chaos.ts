import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { durationMs } from '../base/duration.ts'
import { drawSchedule } from '../chaos/draw-schedule.ts'
import type { Schedule } from '../chaos/schedule.ts'
import { scheduleFile } from '../chaos/schedule-file.ts'
import { drawnFaults } from '../faults/drawn-faults.ts'
import { pathsFrom } from '../run/paths-from.ts'
import type { ChaosPlan } from './fixtures.ts'
import { followSchedule } from './follow-schedule.ts'
import { longestReturnMs } from './longest-return.ts'
import type { Staged } from './make-fixtures.ts'
import { readSchedule } from './read-schedule.ts'
import type { Session } from './session.ts'
import { scheduleVariable } from './settings.ts'

/** Follows the schedule that the command line names, else one drawn by this plan, and keeps it beside the report. */
export async function chaos(session: Session, staged: Staged, plan: ChaosPlan): Promise<void> {
  const file = process.env[scheduleVariable]
  const schedule = file === undefined ? drawn(session, plan) : readSchedule(file)
  const topology = pathsFrom(process.cwd(), schedule.topology)
  await writeFile(join(session.directory, 'schedule.yaml'), scheduleFile({ ...schedule, topology }))
  const { faults, durationMs } = schedule
  // Besides its own length, what each node may be waited for in vain.
  session.allow(durationMs + faults.length * 2 * (session.scenario.limits.rejoinMs ?? longestReturnMs(session.cluster)))
  await staged(`${faults.length} faults in ${durationMs / 60_000} min`, () =>
    session.inPhase('hold', () => followSchedule(session, schedule)),
  )
}

function drawn({ cluster, seed }: Session, plan: ChaosPlan): Schedule {
  const { faults, breakQuorum = false } = plan
  return drawSchedule({
    seed: plan.seed ?? seed,
    durationMs: durationMs(plan.duration, 'chaos: duration'),
    quorum: breakQuorum ? 'break' : 'keep',
    topology: cluster.topology,
    faults: drawnFaults(faults),
  })
}
