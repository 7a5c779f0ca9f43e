import { durationMs } from '../base/duration.ts'
import { BadInputError } from '../base/errors.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { Schedule } from './schedule.ts'
import { scheduleSchema } from './schedule-schema.ts'

const hint = "'holdfast chaos --print' writes a correct one"

/** A schedule out of a file's fields. @throws BadInputError naming the field that is wrong */
export function parseSchedule(input: unknown, subject: string): Schedule {
  const parsed = scheduleSchema.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new BadInputError(`${subject}: ${['schedule', ...issue.path.map(String)].join('.')}: ${issue.message}`, {
      hint,
    })
  }
  const { seed, duration, quorum, faults } = parsed.data
  const topology = parseTopology(parsed.data.topology ?? {}, subject)
  const scheduled = faults.map(({ at, fault, on, options, lasts }) => ({
    atMs: durationMs(at),
    fault,
    selector: on,
    lengthMs: durationMs(lasts),
    ...(options && { options }),
  }))
  const schedule = { seed, durationMs: durationMs(duration), quorum, topology, faults: scheduled }
  const wrong = disorder(schedule)
  if (wrong !== undefined) throw new BadInputError(`${subject}: schedule.faults.${wrong}`, { hint })
  return schedule
}

/** What fields that are right alone cannot be together. */
function disorder({ durationMs, faults }: Schedule): string | undefined {
  for (const [index, { atMs, lengthMs }] of faults.entries()) {
    if (atMs < (faults[index - 1]?.atMs ?? 0)) return `${index}.at: it is before that of the fault above`
    if (atMs + lengthMs > durationMs) return `${index}.lasts: it would not be healed before the end of the schedule`
  }
  return undefined
}
