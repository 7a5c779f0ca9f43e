import { expect, test } from 'vitest'
import { ownTimersText } from './own-timers-text.ts'

test('what another verdict would rest on', () => {
  const silence = { kind: 'silence', silentMs: 32_000, graceMs: 9000, ownGraceMs: 50_000 } as const
  expect(ownTimersText({ would: 'pass', isSure: true, because: silence })).toBe(
    "under the distribution's own timers it would pass: its Node was silent for 32.0 s and may be for 50.0 s there, for 9.00 s here",
  )
  const gap = { kind: 'gap', band: { fromMs: 340_000, toMs: 365_000 }, limitMs: 45_000 } as const
  expect(ownTimersText({ would: 'fail', isSure: true, because: gap })).toBe(
    "under the distribution's own timers it would fail: the model gives 5 min 40 s to 6 min 5 s there, and 45.0 s are allowed",
  )
  const start = { kind: 'start', upToMs: 41_000, limitMs: 30_000 } as const
  expect(ownTimersText({ would: 'fail', isSure: false, because: start })).toBe(
    "under the distribution's own timers it might fail: it may take up to 41.0 s there, and 30.0 s are allowed",
  )
})
