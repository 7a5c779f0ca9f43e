import { stalledMs } from '../checks/bad-sample.ts'
import { episodesOf } from '../checks/episode.ts'
import type { Interval } from '../checks/interval.ts'
import { outagesOf } from '../checks/outage.ts'
import type { Sample } from '../history/records.ts'
import { samplesOf } from '../history/samples.ts'
import { isPartial } from './kind.ts'
import type { Station } from './planting.ts'

/** What Holdfast's own judgement makes of a station's samples, at t = 250 ms: outages, or episodes where one in three dies. */
export function holdfastOutages(recorded: readonly Sample[], { kind }: Station, intervalMs: number): Interval[] {
  const samples = samplesOf(recorded)
  if (kind !== undefined && isPartial(kind)) return episodesOf(samples, stalledMs, intervalMs)
  return outagesOf(samples, stalledMs)
}
