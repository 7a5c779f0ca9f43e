import type { Interval } from '../checks/interval.ts'

/** One attempt of a monitor that knows success and failure only. */
export interface Attempt {
  station: string
  /** When it was sent, µs of the monotonic clock. */
  atUs: number
  ok: boolean
}

/**
 * The outages that such a monitor tells: from the send of the first failed attempt to the send of the next good one. So
 * does openshift/origin (pkg/monitor/backenddisruption/disruption_backend_sampler.go, consumeSamples), and so is
 * `probe_success` read, whose values stand at the time of the scrape. One still open at the end lasts to the last attempt.
 */
export function disruptionsOf(attempts: readonly Attempt[]): Interval[] {
  // They were told as they ended: one that hung came after later ones.
  const ordered = attempts.toSorted((a, b) => a.atUs - b.atUs)
  const disruptions: Interval[] = []
  let fromUs: number | undefined
  for (const { atUs, ok } of ordered) {
    if (!ok) fromUs ??= atUs
    else if (fromUs !== undefined) {
      disruptions.push({ fromUs, toUs: atUs })
      fromUs = undefined
    }
  }
  const lastUs = ordered.at(-1)?.atUs ?? 0
  return fromUs === undefined ? disruptions : [...disruptions, { fromUs, toUs: lastUs }]
}
