import type { Samples } from '../history/samples.ts'

/** From a moment to the completion of the first success that was sent at or after it, in ms; undefined without one. */
export function firstSuccessMs(samples: Samples, fromUs: number): number | undefined {
  let firstUs = Number.POSITIVE_INFINITY
  for (const { outcome, sentUs, endUs } of samples) {
    if (outcome === 'ok' && sentUs !== undefined && sentUs >= fromUs && endUs < firstUs) firstUs = endUs
  }
  return Number.isFinite(firstUs) ? Math.round((firstUs - fromUs) / 100) / 10 : undefined
}
