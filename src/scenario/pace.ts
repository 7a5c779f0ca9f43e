import { nowUs } from '../base/clock.ts'
import { pause } from '../base/wait-until.ts'
import type { ScheduledFault } from '../chaos/schedule.ts'

/**
 * Calls each fault at its time; `act` lasts until what it struck is back. One that by plan comes after another's healing
 * waits until that one is over, and all that follows is later by as much; what overlaps by plan does not wait. Ends when
 * all are over; rejects with the first that failed.
 */
export async function pace(
  faults: readonly ScheduledFault[],
  act: (fault: ScheduledFault) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const startUs = nowUs()
  const elapsedMs = () => (nowUs() - startUs) / 1000
  const begun: { endMs: number; over: Promise<void> }[] = []
  let lateMs = 0
  for (const fault of faults) {
    await Promise.all(begun.filter(({ endMs }) => endMs <= fault.atMs).map(({ over }) => over))
    lateMs = Math.max(lateMs, elapsedMs() - fault.atMs)
    await pause(Math.max(0, fault.atMs + lateMs - elapsedMs()), signal)
    const over = act(fault)
    // Awaited by those that follow.
    over.catch(() => {})
    begun.push({ endMs: fault.atMs + fault.lengthMs, over })
  }
  await Promise.all(begun.map(({ over }) => over))
}
