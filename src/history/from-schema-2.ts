import type { Manifest } from './manifest.ts'
import { formationOfAnySchema, formationStageOf } from './old-formation-stage.ts'
import type { FaultEffect } from './records.ts'

/** What a line of a stream holds, whatever its schema. */
export type Line = Record<string, unknown>

/** What a fault did in schema 2, where its name said the rest; absent in the oldest records. */
type OldEffect =
  | { does: 'end'; forgets?: true }
  | { does: 'freeze' }
  | { does: 'lock' }
  | { does: 'hinder' }
  | Extract<FaultEffect, { does: 'cut' }>

/** Of each type of record that schema 3 tells otherwise, how. */
const conversions: Record<string, (line: Line) => Line> = {
  start: line => (line.schema === 2 ? { ...line, schema: 3 } : line),
  schedule: ({ strikes, ...line }) => ({ ...line, faults: strikes }),
  stage: line => ({ ...line, stage: formationStageOf(String(line.stage)) ?? line.stage }),
  fault: line =>
    line.step === 'call' ? { ...line, effect: effectOf(line.kind, line.effect as OldEffect | undefined) } : line,
}

/** A line of schema 2 as schema 3 has it: nobody else knows what old records look like. */
export const fromSchema2 = (line: Line): Line => conversions[String(line.type)]?.(line) ?? line

/** A manifest of schema 2 as schema 3 has it; it goes on to say of which schema its streams are. */
export const manifestFromSchema2 = ({ takenOver, ...manifest }: Manifest): Manifest =>
  takenOver === undefined
    ? manifest
    : { ...manifest, takenOver: { ...takenOver, formation: formationOfAnySchema(takenOver.formation) } }

/** What faults of these names did beyond ending their node. */
const endings: Record<string, Omit<Extract<FaultEffect, { does: 'end' }>, 'does'>> = {
  stop: { graceful: true },
  replace: { graceful: true, losesIdentity: true },
  'power-off': { silent: true },
  'restart-balancer': { drains: true },
}

function effectOf(kind: unknown, effect: OldEffect | undefined): FaultEffect {
  if (effect === undefined) return effectOf(kind, kind === 'pause' ? { does: 'freeze' } : { does: 'end' })
  switch (effect.does) {
    case 'end':
      return { does: 'end', ...endings[String(kind)], ...(effect.forgets && { losesIdentity: true }) }
    case 'lock':
      return { does: 'read-only' }
    case 'hinder':
      return { does: 'degrade' }
    case 'freeze':
      return { does: 'freeze' }
    case 'cut':
      return effect
  }
}
