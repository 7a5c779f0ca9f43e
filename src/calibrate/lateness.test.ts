import { expect, test } from 'vitest'
import type { Sample } from '../history/records.ts'
import { latenessOf } from './lateness.ts'

test('what was sent late, and what was not sent at all', () => {
  const sample = (outcome: Sample['outcome'], sentUs?: number): Sample => ({
    ...{ type: 'sample', seq: 0, atUs: 0, series: 's', n: 0, intendedUs: 1000, endUs: 9000, outcome },
    ...(sentUs !== undefined && { sentUs }),
  })
  expect(latenessOf([[sample('ok', 1400), sample('void')], [sample('reset', 3000)]])).toEqual({
    voids: 1,
    sent: { count: 2, p50Us: 400, p99Us: 2000 },
  })
  expect(latenessOf([[]])).toEqual({ voids: 0, sent: undefined })
})
