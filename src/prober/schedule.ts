import { nowUs } from '../base/clock.ts'
import type { Probe } from './probe.ts'

interface Due {
  probe: Probe
  n: number
  atUs: number
}

// Time for the first samples to be planned before they are due.
const leadUs = 100_000

/**
 * Runs every probe at its own rate from now on; returns the stop. Each interval is cut into as many slots as there are
 * probes, and the probes move up by one slot each time: with a fixed order each would keep step with a round-robin
 * balancer and meet the same server for ever.
 */
export function startSchedule(probes: readonly Probe[]): () => void {
  let intervalStartUs = nowUs() + leadUs
  let interval = 0
  let plan = planInterval(probes, interval, intervalStartUs)
  let timer: NodeJS.Timeout
  const tick = () => {
    // A late loop sends each overdue sample all the same: it becomes void and is counted, never left out.
    while (plan[0] && plan[0].atUs <= nowUs()) {
      const { probe, n, atUs } = plan.shift()!
      probe.send(n, atUs)
      if (plan.length > 0) continue
      interval += 1
      intervalStartUs += longestIntervalUs(probes)
      plan = planInterval(probes, interval, intervalStartUs)
    }
    timer = setTimeout(tick, Math.max(0, (plan[0]!.atUs - nowUs()) / 1000))
  }
  timer = setTimeout(tick, 0)
  return () => clearTimeout(timer)
}

const longestIntervalUs = (probes: readonly Probe[]): number =>
  Math.max(...probes.map(({ definition }) => definition.intervalMs)) * 1000

/** The samples of one round, in order of time: a probe that is faster than the slowest takes several. */
export function planInterval(probes: readonly Probe[], round: number, startUs: number): Due[] {
  const lengthUs = longestIntervalUs(probes)
  const dues = probes.flatMap((probe, index) => {
    const everyUs = probe.definition.intervalMs * 1000
    const count = Math.round(lengthUs / everyUs)
    // Upwards, so that two samples of a probe never come closer than one slot less than its interval.
    const slot = (index + probes.length - (round % probes.length)) % probes.length
    return Array.from({ length: count }, (_, turn) => ({
      probe,
      n: round * count + turn,
      atUs: Math.round(startUs + (slot / probes.length + turn) * everyUs),
    }))
  })
  return dues.sort((a, b) => a.atUs - b.atUs)
}
