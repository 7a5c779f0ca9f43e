import { Document, isMap } from 'yaml'
import { type Topology, topologySchema } from '../topology/topology.ts'
import type { Schedule, ScheduledFault } from './schedule.ts'

/** The text of a schedule's file: one fault a line. `schemaPath` leads to `schedule.schema.json`, for editors. */
export function scheduleFile({ seed, durationMs, quorum, topology, faults }: Schedule, schemaPath?: string): string {
  const written = writtenOf(topology)
  const document = new Document({
    seed,
    duration: lengthText(durationMs),
    quorum,
    ...(Object.keys(written).length > 0 ? { topology: written } : {}),
    faults: faults.map(lineOf),
  })
  if (schemaPath !== undefined) document.commentBefore = ` yaml-language-server: $schema=${schemaPath}`
  const lines = document.get('faults') as { items: unknown[] }
  for (const fault of lines.items) if (isMap(fault)) fault.flow = true
  return document.toString({ lineWidth: 0 })
}

/** The fields that have not their defaults. */
function writtenOf(topology: Topology): Partial<Topology> {
  const defaults: Record<string, unknown> = topologySchema.parse({})
  const entries = Object.entries(topology)
  return Object.fromEntries(entries.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name])))
}

const lineOf = ({ atMs, fault, selector, options, lengthMs }: ScheduledFault) => ({
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
