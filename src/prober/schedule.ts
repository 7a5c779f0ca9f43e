import { nowUs } from '../base/clock.ts'
import type { Probe } from './probe.ts'

interface Due {
  probe: Probe
  n: number
  atUs: number
}

/** Runs every probe at its own rate from now on, the series spread evenly over an interval; returns the stop. */
export function startSchedule(probes: readonly Probe[]): () => void {
  const startUs = nowUs() + 100_000
  const dues: Due[] = probes.map((probe, index) => ({
    probe,
    n: 0,
    atUs: Math.round(startUs + (index / probes.length) * probe.definition.intervalMs * 1000),
  }))
  let timer: NodeJS.Timeout
  const tick = () => {
    const nowAtUs = nowUs()
    for (const due of dues) {
      // A late loop sends each overdue sample all the same: it becomes void and is counted, never left out.
      while (due.atUs <= nowAtUs) {
        due.probe.send(due.n, due.atUs)
        due.n += 1
        due.atUs += due.probe.definition.intervalMs * 1000
      }
    }
    const next = Math.min(...dues.map(due => due.atUs))
    timer = setTimeout(tick, Math.max(0, (next - nowUs()) / 1000))
  }
  timer = setTimeout(tick, 0)
  return () => clearTimeout(timer)
}
