import { expect, test } from 'vitest'
import type { Sample } from '../../history/records.ts'
import { axisOf } from './axis.ts'
import { samplePlot } from './sample-plot.ts'

const sample = (n: number, outcome: Sample['outcome'], ms: number): Sample => ({
  type: 'sample',
  seq: n,
  atUs: 0,
  series: 's',
  n,
  intendedUs: n * 50_000,
  endUs: n * 50_000 + ms * 1000,
  outcome,
})
const axis = axisOf({ fromUs: 0, toUs: 10_000_000 })

test('a success is a dot at its latency, all else a tick', () => {
  const drawn = samplePlot(axis, [sample(0, 'ok', 1), sample(1, 'ok', 10_000), sample(2, 'timeout', 5000)]).toString()
  expect(drawn).toContain('<path class="o-ok" d="M0 62h0M20 19h0"/>')
  expect(drawn).toContain('<path class="o-timeout" d="M40 6V15"/>')
})

test('a day of samples is drawn no larger than there are spots', () => {
  const day = Array.from({ length: 200_000 }, (_, n) => sample(n, 'ok', 1 + (n % 7)))
  const long = axisOf({ fromUs: 0, toUs: 200_000 * 50_000 })
  expect(samplePlot(long, day).toString().length).toBeLessThan(350_000)
})
