import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Outcome, Sample } from '../history/records.ts'
import { samplesOf } from '../history/samples.ts'
import { stalledMs } from './bad-sample.ts'
import { episodesOf as episodesOfSamples } from './episode.ts'
import { longestOutage, outagesOf as outagesOfSamples } from './outage.ts'

const outagesOf = (samples: readonly Sample[], limitMs: number) => outagesOfSamples(samplesOf(samples), limitMs)
const episodesOf = (samples: readonly Sample[], limitMs: number, everyMs: number) =>
  episodesOfSamples(samplesOf(samples), limitMs, everyMs)

const intervalMs = 50
const intervalUs = intervalMs * 1000
const deadlineMs = 5000

const sample = (n: number, outcome: Outcome, latencyUs = 5000): Sample => {
  const intendedUs = 1_000_000 + n * intervalUs
  const sent = outcome === 'blocked' || outcome === 'void' ? {} : { sentUs: intendedUs + 100 }
  return {
    seq: n,
    atUs: intendedUs,
    type: 'sample',
    series: 's',
    n,
    intendedUs,
    ...sent,
    endUs: intendedUs + latencyUs,
    outcome,
  }
}
const ok = (count: number, from = 0) => Array.from({ length: count }, (_, n) => sample(from + n, 'ok'))
const failing = (samples: readonly Sample[], isBad: (n: number) => boolean, outcome: Outcome = 'refused') =>
  samples.map(s => (isBad(s.n) ? sample(s.n, outcome, 1000) : s))
const longestUs = (samples: readonly Sample[], limitMs: number) => {
  const longest = longestOutage(outagesOf(samples, limitMs))
  return longest === undefined ? 0 : longest.toUs - longest.fromUs
}

describe('outage', () => {
  test('runs from the send of the first bad sample to the completion of the next success sent', () => {
    const [outage, ...others] = outagesOf(
      failing(ok(100), n => n >= 20 && n < 40),
      deadlineMs,
    )
    expect(others).toEqual([])
    expect(outage).toMatchObject({ fromUs: 2_000_100, toUs: 3_005_000, closed: true, firstSample: 20, lastSample: 39 })
    expect(outage!.outcomes).toEqual({ refused: 20 })
  })

  test('a success that was under way before it began does not end it', () => {
    const samples = failing(ok(100), n => n >= 20 && n < 60)
    samples[19] = sample(19, 'ok', 1_000_000)
    expect(longestUs(samples, deadlineMs)).toBe(40 * intervalUs + 4900)
  })

  test('one still open at the end counts to the end and says so', () => {
    const [outage] = outagesOf(
      failing(ok(100), n => n >= 80),
      deadlineMs,
    )
    expect(outage).toMatchObject({ closed: false, toUs: 1_000_000 + 99 * intervalUs + 1000 })
  })

  test('successes that wait stall; they did not fail', () => {
    const samples = ok(100).map(s => (s.n >= 20 && s.n < 40 ? { ...s, endUs: 3_000_000 } : s))
    expect(outagesOf(samples, deadlineMs)).toEqual([])
    expect(outagesOf(samples, stalledMs)).toMatchObject([{ fromUs: 2_000_100, toUs: 3_000_000 }])
  })

  test('a blocked sample counts unless its connection succeeded within the limit', () => {
    const slow = failing(ok(100), n => n % 2 === 1 && n < 90, 'blocked')
    expect(outagesOf(slow, deadlineMs)).toEqual([])
    const hung = failing(ok(100), n => n > 20 && n < 60, 'blocked')
    hung[20] = sample(20, 'timeout', 40 * intervalUs)
    expect(outagesOf(hung, deadlineMs)).toHaveLength(1)
    expect(episodesOf(hung, deadlineMs, intervalMs)[0]!.bad).toBe(1)
    expect(episodesOf(hung, stalledMs, intervalMs)[0]!.bad).toBeGreaterThan(30)
  })

  test('all well, no outage', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), count => {
        expect(outagesOf(ok(count), stalledMs)).toEqual([])
        expect(episodesOf(ok(count), stalledMs, intervalMs)).toEqual([])
      }),
    )
  })

  test('a planted outage is found, to an interval and a latency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000 }),
        fc.integer({ min: intervalUs, max: 8_000_000 }),
        (from, length) => {
          const plantedUs = { from: 1_500_000 + from, to: 1_500_000 + from + length }
          const samples = ok(400).map(s =>
            s.sentUs! >= plantedUs.from && s.sentUs! < plantedUs.to ? sample(s.n, 'refused', 1000) : s,
          )
          const found = longestUs(samples, deadlineMs)
          expect(found).toBeGreaterThanOrEqual(length - intervalUs)
          expect(found).toBeLessThanOrEqual(length + intervalUs + 5000)
        },
      ),
    )
  })

  const anyOutcome = fc.constantFrom<Outcome>('ok', 'ok', 'refused', 'timeout', 'blocked', '5xx', 'void')
  const anySeries = fc
    .array(fc.tuple(anyOutcome, fc.integer({ min: 200, max: 700_000 })), { minLength: 1, maxLength: 200 })
    .map(all => all.map(([outcome, latencyUs], n) => sample(n, outcome, latencyUs)))

  test('one more success never lengthens the longest outage', () => {
    // Successes faster than the interval: else one may end just after a bad sample that the outage had swallowed.
    const quick = (latencyUs: number) => Math.min(latencyUs, 40_000)
    const quickSeries = anySeries.map(all =>
      all.map(s => ({ ...s, endUs: s.intendedUs + quick(s.endUs - s.intendedUs) })),
    )
    fc.assert(
      fc.property(quickSeries, fc.nat(), fc.constantFrom(stalledMs, deadlineMs), (samples, pick, limitMs) => {
        const picked = samples[pick % samples.length]!
        fc.pre(picked.outcome !== 'void')
        const better = samples.with(picked.n, sample(picked.n, 'ok', picked.endUs - picked.intendedUs))
        expect(longestUs(better, limitMs)).toBeLessThanOrEqual(longestUs(samples, limitMs))
      }),
    )
  })

  test('void samples change nothing', () => {
    fc.assert(
      fc.property(anySeries, samples => {
        const without = samples.filter(({ outcome }) => outcome !== 'void')
        expect(outagesOf(samples, deadlineMs)).toEqual(outagesOf(without, deadlineMs))
        expect(episodesOf(samples, stalledMs, intervalMs)).toEqual(episodesOf(without, stalledMs, intervalMs))
      }),
    )
  })

  test('outages do not overlap, and every bad sample lies in one', () => {
    fc.assert(
      fc.property(anySeries, samples => {
        const outages = outagesOf(samples, deadlineMs)
        for (const [index, outage] of outages.slice(1).entries()) {
          expect(outage.fromUs).toBeGreaterThanOrEqual(outages[index]!.toUs)
        }
        const bad = samples.filter(({ outcome }) => !['ok', 'void', 'blocked'].includes(outcome))
        for (const { sentUs } of bad) expect(outages.some(o => sentUs! >= o.fromUs && sentUs! <= o.toUs)).toBe(true)
      }),
    )
  })
})

describe('episode', () => {
  test('every third sample bad for 22 s is one episode, with a third bad', () => {
    const samples = failing(ok(1000), n => n >= 100 && n < 540 && n % 3 === 0)
    const [episode, ...others] = episodesOf(samples, deadlineMs, intervalMs)
    expect(others).toEqual([])
    expect((episode!.toUs - episode!.fromUs) / 1e6).toBeCloseTo(21.8, 1)
    expect(episode!.bad / episode!.total).toBeCloseTo(1 / 3, 2)
    expect(episode!.longestAllBadUs).toBe(intervalUs)
    expect(longestUs(samples, deadlineMs)).toBeLessThan(200_000)
  })

  test('two seconds without a bad sample end it', () => {
    const near = failing(ok(200), n => n === 50 || n === 90)
    const far = failing(ok(200), n => n === 50 || n === 91)
    expect(episodesOf(near, deadlineMs, intervalMs)).toHaveLength(1)
    expect(episodesOf(far, deadlineMs, intervalMs)).toHaveLength(2)
  })

  test('a solid outage is one all-bad run', () => {
    const samples = failing(ok(200), n => n >= 50 && n < 90)
    expect(episodesOf(samples, deadlineMs, intervalMs)).toEqual([
      { fromUs: 3_500_000, toUs: 5_500_000, bad: 40, total: 40, longestAllBadUs: 2_000_000 },
    ])
  })
})
