import { readFileSync } from 'node:fs'
import { nowUs } from '../base/clock.ts'

const pollMs = 250
/** The kernel's pressure stall information: the time in which some task waited for a CPU, in µs since boot. */
const pressureFile = '/proc/pressure/cpu'

/**
 * Tells four times a second how much of the time since some task of this host waited for a CPU, from 0 to 1. A kernel
 * without that information tells nothing.
 */
export function watchHost(onPressure: (cpuWaitShare: number) => void): Disposable {
  let last = waitedUs()
  let lastUs = nowUs()
  const timer = setInterval(() => {
    const [waited, now] = [waitedUs(), nowUs()]
    if (waited !== undefined && last !== undefined && now > lastUs) {
      onPressure(Math.min(1, Math.round(((waited - last) / (now - lastUs)) * 1000) / 1000))
    }
    ;[last, lastUs] = [waited, now]
  }, pollMs)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

function waitedUs(): number | undefined {
  try {
    const total = /^some .*total=(\d+)/m.exec(readFileSync(pressureFile, 'utf8'))?.[1]
    return total === undefined ? undefined : Number(total)
  } catch {
    return undefined
  }
}
