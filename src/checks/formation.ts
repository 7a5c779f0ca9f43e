import type { Facts } from './facts.ts'
import type { Judgement } from './judgement.ts'

/**
 * The stages of formation in the order in which they were reached, in ms since it began; of a cluster that was taken
 * over, those of the run that formed it.
 */
export function formationOf({ history: { harness, manifest }, phases }: Facts): Judgement['formation'] {
  if (manifest.takenOver) return manifest.takenOver.formation
  const fromUs = phases.of('form')[0]?.fromUs ?? harness[0]?.atUs ?? 0
  return harness.flatMap(record =>
    record.type === 'stage'
      ? [
          {
            stage: record.stage,
            ...(record.node === undefined ? {} : { node: record.node }),
            afterMs: Math.round((record.atUs - fromUs) / 1000),
          },
        ]
      : [],
  )
}
