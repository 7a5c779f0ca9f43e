import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { clientGoHealth, watchHealth } from './ping-health.ts'

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'hrtime'] }),
)
afterEach(() => void vi.useRealTimers())

/** A connection on which something is received every so often, until it falls silent. */
function connection(everyMs: number, untilMs: number, answers: boolean) {
  const seen = { bytes: 0, pingsAtMs: [] as number[], givenUpAtMs: undefined as number | undefined }
  let nowMs = 0
  const clock = setInterval(() => {
    nowMs += 100
    if (nowMs % everyMs === 0 && nowMs <= untilMs) seen.bytes += 1
  }, 100)
  const stop = watchHealth(
    {
      bytesRead: () => seen.bytes,
      ping: answered => {
        seen.pingsAtMs.push(nowMs)
        if (!answers) return
        seen.bytes += 1
        answered()
      },
      giveUp: () => {
        seen.givenUpAtMs ??= nowMs
      },
    },
    clientGoHealth,
  )
  return {
    seen,
    stop: () => {
      stop()
      clearInterval(clock)
    },
  }
}

test('client-go waits 30 s and 15 s', () => {
  expect(clientGoHealth).toEqual({ idleMs: 30_000, answerMs: 15_000 })
})

test('while something is received there is no PING', () => {
  const { seen, stop } = connection(20_000, 200_000, false)
  vi.advanceTimersByTime(200_000)
  expect(seen).toMatchObject({ pingsAtMs: [], givenUpAtMs: undefined })
  stop()
})

test('30 s after the last byte a PING leaves, and 15 s later the connection is given up', () => {
  const { seen, stop } = connection(1000, 10_000, false)
  vi.advanceTimersByTime(60_000)
  expect(seen.pingsAtMs).toHaveLength(1)
  expect(seen.pingsAtMs[0]).toBeGreaterThanOrEqual(40_000)
  expect(seen.pingsAtMs[0]).toBeLessThanOrEqual(40_700)
  expect(seen.givenUpAtMs! - seen.pingsAtMs[0]!).toBe(15_000)
  stop()
})

test('an idle connection that answers is asked every 30 s and kept', () => {
  const { seen, stop } = connection(1000, 0, true)
  vi.advanceTimersByTime(100_000)
  expect(seen.pingsAtMs).toHaveLength(3)
  expect(seen.givenUpAtMs).toBeUndefined()
  stop()
})
