import { type Interval, lengthUs } from '../checks/interval.ts'
import { endOf, type Kind, type StationConnection } from './kind.ts'

/** One outage as the planter made it, µs of the monotonic clock. */
export interface Planting {
  station: string
  /** The planter read the clock before it acted and after: the truth lies between. */
  begin: Interval
  heal: Interval
  /** The first answer to the prober after the heal. */
  answeredUs: number
}

/** A place where outages of one kind are planted, for one series. */
export interface Station {
  id: string
  /** Undefined: nothing is ever planted there. */
  kind: Kind | undefined
  connection: StationConnection
  /** Where clients connect, on 127.0.0.1. */
  port: number
  /** The back ends' own ports behind nginx; empty without a balancer. */
  backends: number[]
  plan: PlannedOutage[]
}

export interface PlannedOutage {
  lengthMs: number
  /** Good time before it, counted from the first answer after the one before. */
  gapMs: number
  /** Which of several back ends; a kept connection's own, if it keeps one. */
  backend: number
}

/** When service came back to this station's client; undefined when the client itself decides. */
export function endMoment(planting: Planting, { kind, connection }: Station): Interval | undefined {
  const end = endOf(kind!, connection)
  if (end === 'client') return undefined
  return end === 'planter' ? planting.heal : { fromUs: planting.answeredUs, toUs: planting.answeredUs }
}

const middleUs = (moment: Interval): number => moment.fromUs + lengthUs(moment) / 2

/** How long service was away, µs; until the heal where the client decides on the end. */
export const outageUs = (planting: Planting, station: Station): number =>
  middleUs(endMoment(planting, station) ?? planting.heal) - middleUs(planting.begin)
