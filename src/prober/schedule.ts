import { nowUs } from '../base/clock.ts'
import type { Probe } from './probe.ts'

interface Due {
  probe: Probe
  n: number
  atUs: number
}

// Time for the first samples to be planned before they are due.
const leadUs = 100_000

// Slots are narrow: what a probe moves is what its samples lie apart more than an interval, and an edge is seen later by.
const slotsPerInterval = 20

/**
 * Runs every probe at its own rate from now on; returns the stop. Within each interval the probes take turns in narrow
 * slots, and from one interval to the next each moves by one slot, up to the last and down again: with a fixed order each
 * would keep step with a round-robin balancer and meet the same server for ever, and a probe that moved from the first
 * slot to the last at once would not look for almost two intervals.
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
    return Array.from({ length: count }, (_, turn) => {
      const n = round * count + turn
      const offset = slotOf(index, n, probes.length) / Math.max(slotsPerInterval, probes.length)
      return { probe, n, atUs: Math.round(startUs + (turn + offset) * everyUs) }
    })
  })
  return dues.sort((a, b) => a.atUs - b.atUs)
}

/** Where one of `count` stands at its turn `n`: neighbours change places, so that no two ever stand in one slot. */
function slotOf(index: number, n: number, count: number): number {
  const step = (2 * index + n) % (2 * count)
  return step < count ? step : 2 * count - 1 - step
}
