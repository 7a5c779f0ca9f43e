import type { Sample } from '../history/records.ts'
import { type Spread, spreadOf } from './spread.ts'

/** How late the prober sent, after the intended time. */
export interface Lateness {
  /** Not sent at all, because more than half an interval late. */
  voids: number
  sent: Spread | undefined
}

/** Of all samples of a calibration. A machine that stood still, not the cluster, makes a prober late. */
export function latenessOf(series: readonly (readonly Sample[])[]): Lateness {
  const all = series.flat()
  return {
    voids: all.filter(({ outcome }) => outcome === 'void').length,
    sent: spreadOf(all.flatMap(({ sentUs, intendedUs }) => (sentUs === undefined ? [] : [sentUs - intendedUs]))),
  }
}
