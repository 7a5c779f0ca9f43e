import { cleanWindows } from './clean-windows.ts'
import { disruptionsOf } from './disruptions.ts'
import { errorsOf, type OutageErrors } from './errors-of.ts'
import { holdfastOutages } from './holdfast-outages.ts'
import type { Kind, StationConnection } from './kind.ts'
import { matchOutages } from './match.ts'
import type { PhaseRecord } from './phase-record.ts'
import { outageUs } from './planting.ts'
import { scrapeJobs } from './scrape-jobs.ts'

/** What one observer saw at one station during one phase. */
export interface Observation {
  observer: string
  kind: Kind | undefined
  connection: StationConnection
  busy: boolean
  outages: ObservedOutage[]
  falseAlarms: number
  /** Where nothing was planted. */
  clean?: { windows: number; alarmed: number }
}

export interface ObservedOutage {
  /** How long service was away in truth, µs. */
  lengthUs: number
  /** From the heal to the first answer to the prober, µs. */
  lagUs: number
  /** Undefined: not found. */
  errors: OutageErrors | undefined
}

export const holdfast = (intervalMs: number): string => `Holdfast at ${1000 / intervalMs} Hz`
export const monitorName = "1 Hz, as OpenShift's disruption monitor"

/** Judges one phase's record with each observer's own rules. @param shiftUs added to the prober's times, to plant an error */
export function observe(record: PhaseRecord, intervalMs: number, shiftUs = 0): Observation[] {
  return record.stations.flatMap(station => {
    const of = <T extends { station: string }>(all: readonly T[]) => all.filter(each => each.station === station.id)
    const own = holdfastOutages(record.samples.get(station.id)!, station, intervalMs)
    const shifted = own.map(({ fromUs, toUs }) => ({ fromUs: fromUs + shiftUs, toUs: toUs + shiftUs }))
    const observation = (observer: string, outages: Parameters<typeof matchOutages>[1]): Observation => {
      const plantings = of(record.plantings)
      const { found, falseAlarms } = matchOutages(plantings, outages)
      return {
        observer,
        kind: station.kind,
        connection: station.connection,
        busy: record.busy,
        outages: plantings.map(planting => ({
          lengthUs: outageUs(planting, station),
          lagUs: Math.max(0, planting.answeredUs - planting.heal.toUs),
          errors: found.has(planting) ? errorsOf(found.get(planting)!, planting, station) : undefined,
        })),
        falseAlarms: falseAlarms.length,
        ...(station.kind === undefined && { clean: cleanWindows(record.watched, outages) }),
      }
    }
    const scraped = (name: string) => of(record.scrapes).filter(({ job }) => job === name)
    return [
      observation(holdfast(intervalMs), shifted),
      ...(record.monitor.length > 0 ? [observation(monitorName, disruptionsOf(of(record.monitor)))] : []),
      ...(record.scrapes.length > 0
        ? scrapeJobs.map(({ name }) => observation(name, disruptionsOf(scraped(name))))
        : []),
    ]
  })
}
