import type { Doses } from './stations.ts'

/** How much a calibration does. */
export interface Extent {
  quiet: Doses
  busy: Doses
  /** Clean windows of 10 s, over all series. */
  cleanWindows: number
  costMs: number
}

/** About 10 minutes; 200 outages of each full kind, so that the 99th percentile is not just the largest. */
export const full: Extent = {
  quiet: {
    full: { brief: 8, short: 56, long: 5, veryLong: 1 },
    partial: { brief: 1, short: 4, long: 9, veryLong: 1 },
  },
  busy: {
    full: { brief: 4, short: 28, long: 3, veryLong: 0 },
    partial: { brief: 1, short: 2, long: 5, veryLong: 0 },
  },
  cleanWindows: 300,
  costMs: 30_000,
}

/** About 2 minutes. */
export const quick: Extent = {
  quiet: {
    full: { brief: 1, short: 5, long: 1, veryLong: 0 },
    partial: { brief: 0, short: 0, long: 2, veryLong: 0 },
  },
  busy: {
    full: { brief: 1, short: 3, long: 1, veryLong: 0 },
    partial: { brief: 0, short: 0, long: 1, veryLong: 0 },
  },
  cleanWindows: 10,
  costMs: 10_000,
}
