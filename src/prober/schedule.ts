import { nowUs } from '../base/clock.ts'
import type { Probe } from './probe.ts'

interface Due {
  probe: Probe
  n: number
  atUs: number
}

// Time for the first samples to be planned before they are due.
const leadUs = 100_000

// What a probe moves is what its samples lie apart more than an interval, and an edge is seen later by: slots are narrow.
// Yet requests of ten probes at one moment would wait for each other, and all latencies be those of a crowd.
const slotsPerInterval = 10

/**
/**
 * Runs every probe at its own rate from now on; returns the stop. Time goes in rounds as long as the shortest interval.
 * Within each the probes of that interval take turns in narrow slots, and from one round to the next each moves by one
 * slot, up to the last and down again: with a fixed order each would keep step with a round-robin balancer and meet the
 * same server for ever, and one that moved from the first slot to the last at once would not look for almost two intervals.
 */
export function startSchedule(probes: readonly Probe[]): () => void {
  const roundUs = shortestIntervalUs(probes)
  let startUs = nowUs() + leadUs
  let round = 0
  let plan = planRound(probes, round, startUs)
  let timer: NodeJS.Timeout
  const tick = () => {
    // A late loop sends each overdue sample all the same: it becomes void and is counted, never left out.
    while (plan[0] && plan[0].atUs <= nowUs()) {
      const { probe, n, atUs } = plan.shift()!
      probe.send(n, atUs)
      if (plan.length > 0) continue
      round += 1
      startUs += roundUs
      plan = planRound(probes, round, startUs)
    }
    timer = setTimeout(tick, Math.max(0, (plan[0]!.atUs - nowUs()) / 1000))
  }
  timer = setTimeout(tick, 0)
  return () => clearTimeout(timer)
}

const shortestIntervalUs = (probes: readonly Probe[]): number =>
  Math.min(...probes.map(({ definition }) => definition.intervalMs)) * 1000

/**
 * The samples of one round, in order of time. A slower probe is due in every so many rounds, those of one interval
 * spread over different ones, and goes between two slots. Which two is drawn anew each time: any fixed step adds up,
 * with the connections of the rounds between, to a multiple of some number of servers.
 */
export function planRound(probes: readonly Probe[], round: number, startUs: number): Due[] {
  const roundUs = shortestIntervalUs(probes)
  const isFast = ({ definition }: Probe) => definition.intervalMs * 1000 === roundUs
  const fast = probes.filter(isFast)
  const slow = probes.filter(probe => !isFast(probe))
  const slotUs = roundUs / Math.max(slotsPerInterval, fast.length)
  const dueAt = (slot: number) => Math.round(startUs + slot * slotUs)
  const dues = fast.map((probe, index) => ({ probe, n: round, atUs: dueAt(slotOf(index, round, fast.length)) }))
  for (const [index, probe] of slow.entries()) {
    const every = (probe.definition.intervalMs * 1000) / roundUs
    const first = Math.floor((every * index) / slow.length)
    const n = Math.ceil((round - first) / every)
    if (n < 0 || first + Math.floor(n * every) !== round) continue
    const between = Math.floor(((n * goldenRatio) % 1) * fast.length)
    dues.push({ probe, n, atUs: dueAt(between + (index + 1) / (slow.length + 1)) })
  }
  return dues.sort((a, b) => a.atUs - b.atUs)
}

/** Where one of `count` stands in a round: neighbours change places, so that no two ever stand in one slot. */
function slotOf(index: number, round: number, count: number): number {
  const step = (2 * index + round) % (2 * count)
  return step < count ? step : 2 * count - 1 - step
}

// Its multiples spread more evenly over the unit interval than those of any other number, and never repeat.
const goldenRatio = (Math.sqrt(5) - 1) / 2
