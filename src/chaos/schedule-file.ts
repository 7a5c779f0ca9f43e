import { Document, isMap } from 'yaml'
import type { Schedule, Strike } from './schedule.ts'

/** The text of a schedule's file: one fault a line. `schemaPath` leads to `schedule.schema.json`, for editors. */
export function scheduleFile({ seed, durationMs, quorum, topology, strikes }: Schedule, schemaPath?: string): string {
  const document = new Document({
    seed,
    duration: lengthText(durationMs),
    quorum,
    ...(Object.keys(topology).length > 0 ? { topology } : {}),
    faults: strikes.map(lineOf),
  })
  if (schemaPath !== undefined) document.commentBefore = ` yaml-language-server: $schema=${schemaPath}`
  const faults = document.get('faults') as { items: unknown[] }
  for (const fault of faults.items) if (isMap(fault)) fault.flow = true
  return document.toString({ lineWidth: 0 })
}

const lineOf = ({ atMs, fault, selector, options, lengthMs }: Strike) => ({
  at: lengthText(atMs),
  fault,
  on: selector,
  lasts: lengthText(lengthMs),
  ...(options && { options }),
})

/** The shortest way to write a length exactly. */
function lengthText(ms: number): string {
  if (ms > 0 && ms % 60_000 === 0) return `${ms / 60_000}m`
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`
}
