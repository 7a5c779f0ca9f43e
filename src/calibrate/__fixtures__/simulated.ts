import type { Sample } from '../../history/records.ts'
import type { Kind } from '../kind.ts'
import type { Planting, Station } from '../planting.ts'
import type { PhaseRecord } from '../phase-record.ts'

/** A phase in which outages of 0.1 to 2 s were refused, as a faultless prober with this interval would have recorded it. */
export function simulatedPhase(intervalMs: number, kind: Kind = 'refuse'): PhaseRecord {
  const station: Station = { id: 's', kind, connection: 'new', port: 1, backends: [], plan: [] }
  const clean: Station = { ...station, id: 'c', kind: undefined }
  const plantings = Array.from({ length: 60 }, (_, index): Planting => {
    const fromUs = 10_000_000 + index * 4_000_000 + index * 17_321
    const healUs = fromUs + 110_000 + ((index * 977_777) % 1_900_000)
    const at = (us: number) => ({ fromUs: us - 100, toUs: us })
    return { station: 's', begin: at(fromUs), heal: at(healUs), answeredUs: healUs + 20_000 }
  })
  const isDown = (us: number) => plantings.some(({ begin, heal }) => us >= begin.toUs && us < heal.toUs)
  const endUs = plantings.at(-1)!.heal.toUs + 5_000_000
  const samplesOf = (series: string, outcomeAt: (us: number) => Sample['outcome']) =>
    Array.from({ length: Math.floor(endUs / (intervalMs * 1000)) }, (_, n): Sample => {
      const intendedUs = n * intervalMs * 1000
      const outcome = outcomeAt(intendedUs)
      return { type: 'sample', seq: n, atUs: intendedUs, series, n, intendedUs, sentUs: intendedUs, endUs: intendedUs + 3000, outcome }
    })
  return {
    stations: [station, clean],
    busy: false,
    watched: { fromUs: 0, toUs: endUs },
    plantings,
    samples: new Map([
      ['s', samplesOf('s', us => (isDown(us) ? 'refused' : 'ok'))],
      ['c', samplesOf('c', () => 'ok')],
    ]),
    monitor: [],
    scrapes: [],
    proberMiB: 100,
  }
}
