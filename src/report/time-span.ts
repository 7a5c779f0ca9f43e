import type { History } from '../history/history.ts'

/** A stretch of the record, in µs of its monotonic clock. */
export interface TimeSpan {
  fromUs: number
  toUs: number
}

/** From the first to the last moment of the record. */
export function recordSpan({ manifest, harness, prober, samples }: History): TimeSpan {
  const times = [...harness, ...prober].map(record => record.atUs)
  const ends = [...samples.values()].flatMap(series => series.at(-1)?.endUs ?? [])
  const all = times.length + ends.length > 0 ? [...times, ...ends] : [manifest.clock.monotonicUs]
  return { fromUs: smallest(all), toUs: greatest(all) }
}

/** The part in which the cluster was watched: without its formation and removal, which would only squeeze the rest. */
export function watchSpan(history: History): TimeSpan {
  const record = recordSpan(history)
  const phases = history.harness.filter(entry => entry.type === 'phase' && entry.phase !== 'form')
  const samples = [...history.samples.values()].flatMap(series => [
    series.at(0)?.intendedUs ?? [],
    series.at(-1)?.endUs ?? [],
  ])
  const watched = [...phases.map(phase => phase.atUs), ...samples.flat()]
  const [fromUs, toUs] = watched.length > 0 ? [smallest(watched), greatest(watched)] : [record.fromUs, record.toUs]
  return { fromUs, toUs: Math.max(toUs, fromUs + 1_000_000) }
}

// Not Math.min(...all): a long record has more entries than a call takes arguments.
const smallest = (all: readonly number[]) => all.reduce((least, value) => (value < least ? value : least))
const greatest = (all: readonly number[]) => all.reduce((most, value) => (value > most ? value : most))
