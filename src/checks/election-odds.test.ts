import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomFrom } from '../base/seed.ts'
import { electionMsAt, electionShare } from './election-odds.ts'

const k3s = { heartbeatMs: 500, electionMs: 5000, candidates: 2 }

test('the figures that a simulation of 200 000 elections gave', () => {
  // measuring 2.5: min, median, p95, max under k3s' and under etcd's own timers.
  expect(electionShare(4000, k3s)).toBeCloseTo(0, 2)
  expect(electionMsAt(0.5, k3s) / 1000).toBeCloseTo(5.7, 1)
  expect(electionMsAt(0.95, k3s) / 1000).toBeCloseTo(8.1, 1)
  expect(electionShare(9500, k3s)).toBe(1)
  const upstream = { heartbeatMs: 100, electionMs: 1000, candidates: 2 }
  expect(electionMsAt(0.5, upstream) / 1000).toBeCloseTo(1.1, 1)
  expect(electionMsAt(0.95, upstream) / 1000).toBeCloseTo(1.6, 1)
})

test('elections drawn tick by tick are spread as it says', () => {
  const random = randomFrom(3)
  const unit = () => random.below(1_000_000) / 1_000_000
  const first = () => {
    const ticks = () => 10 + random.below(10)
    const wait = () => (ticks() - 1) * 500 + unit() * 500
    return Math.min(wait(), wait()) - unit() * 500
  }
  const drawn = Array.from({ length: 20_000 }, first)
  for (const ms of [4500, 5500, 6500, 8000]) {
    const share = drawn.filter(each => each <= ms).length / drawn.length
    expect(electionShare(ms, k3s)).toBeCloseTo(share, 1)
  }
})

test('it never falls', () => {
  const ms = fc.integer({ min: 0, max: 12_000 })
  fc.assert(
    fc.property(ms, ms, (a, b) => {
      expect(electionShare(Math.max(a, b), k3s)).toBeGreaterThanOrEqual(electionShare(Math.min(a, b), k3s))
    }),
  )
})
