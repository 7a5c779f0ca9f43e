import { dirname } from 'node:path'
import { BadInputError, messageOf } from '../base/errors.ts'
import { parseSchedule } from '../chaos/parse-schedule.ts'
import type { Schedule } from '../chaos/schedule.ts'
import { makeFault } from '../faults/make-fault.ts'
import { pathsFrom } from '../run/paths-from.ts'
import { readFieldsFile } from '../run/read-fields-file.ts'

/** A schedule file, YAML or JSON, whose faults exist and take the options that it gives them; its paths are from its own folder. @throws BadInputError */
export function readSchedule(path: string): Schedule {
  const fields = readFieldsFile(path, 'schedule', "'holdfast chaos --print' writes a correct one")
  const schedule = parseSchedule(fields, path)
  for (const [index, { fault, options }] of schedule.faults.entries()) {
    try {
      makeFault(fault, options)
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error
      const details = error.hint === undefined ? {} : { hint: error.hint }
      throw new BadInputError(`${path}: schedule.faults.${index}: ${messageOf(error)}`, details)
    }
  }
  return { ...schedule, topology: pathsFrom(dirname(path), schedule.topology) }
}
