import type { RunReport } from '../report-schema.ts'

/**
 * The share of new connections for cached reads that failed by their deadline, among those that the plan had for the
 * time in which a fault lasted. Undefined without a fault that was healed.
 */
export function lostShare({ series, faults }: RunReport): number | undefined {
  const probed = series.find(({ definition }) => definition.id === 'lb/cached-read/new')
  const spans = faults.flatMap(({ beganUs, healedUs }) =>
    beganUs === undefined || healedUs === undefined ? [] : [{ fromUs: beganUs, toUs: healedUs }],
  )
  if (probed === undefined || spans.length === 0) return undefined
  const fromUs = Math.min(...spans.map(span => span.fromUs))
  const toUs = Math.max(...spans.map(span => span.toUs))
  const planned = (toUs - fromUs) / 1000 / probed.definition.intervalMs
  const bad = probed.failed.episodes
    .filter(episode => episode.fromUs < toUs && episode.toUs >= fromUs)
    .reduce((sum, episode) => sum + episode.bad, 0)
  return Math.min(1, bad / planned)
}
