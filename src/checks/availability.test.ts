import { expect, test } from 'vitest'
import type { Outcome, Sample } from '../history/records.ts'
import { samplesOf } from '../history/samples.ts'
import { availabilityOf } from './availability.ts'

const sample = (n: number, outcome: Outcome, latencyMs: number): Sample => {
  const intendedUs = n * 50_000
  return { seq: n, atUs: 0, type: 'sample', series: 's', n, intendedUs, endUs: intendedUs + latencyMs * 1000, outcome }
}

test('latency counts from the intended time, of successes only; void samples are no part of the share', () => {
  const samples = Array.from({ length: 100 }, (_, n) => sample(n, 'ok', n + 1))
  samples.push(sample(100, 'timeout', 5000), sample(101, 'void', 30), sample(102, 'blocked', 0))
  expect(availabilityOf(samplesOf(samples))).toEqual({
    samples: 103,
    byOutcome: { blocked: 1, ok: 100, timeout: 1, void: 1 },
    availability: 0.980392,
    latencyMs: { p50: 50, p95: 95, p99: 99, max: 100 },
  })
})

test('a series without any sample has no availability', () => {
  expect(availabilityOf(samplesOf([]))).toMatchObject({ samples: 0, availability: 0, latencyMs: { max: 0 } })
})
