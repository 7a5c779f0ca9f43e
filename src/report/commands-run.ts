import type { HarnessRecord } from '../history/records.ts'
import type { RunReport } from './report-schema.ts'

/** The commands that a scenario ran inside nodes; one that was repeated until it said something else is told once. */
export function commandsRun(harness: readonly HarnessRecord[]): RunReport['commands'] {
  const commands: RunReport['commands'] = []
  for (const record of harness) {
    if (record.type !== 'command') continue
    const { atUs, node, command, exitCode, output } = record
    const before = commands.at(-1)
    if (before?.node === node && before.command === command) {
      Object.assign(before, { times: before.times + 1, exitCode, output })
    } else commands.push({ atUs, node, command, times: 1, exitCode, output })
  }
  return commands
}
