import { expect, test } from 'vitest'
import type { Sample } from '../history/records.ts'
import { Lateness } from './lateness.ts'

test('what was sent late, and what was not sent at all', () => {
  const sample = (outcome: Sample['outcome'], sentUs?: number): Sample => ({
    ...{ type: 'sample', seq: 0, atUs: 0, series: 's', n: 0, intendedUs: 1000, endUs: 9000, outcome },
    ...(sentUs !== undefined && { sentUs }),
  })
  const lateness = new Lateness()
  expect(lateness.sent).toBeUndefined()
  lateness.add([sample('ok', 1400), sample('void')])
  lateness.add([sample('reset', 3000), sample('blocked')])
  expect(lateness.voids).toBe(1)
  expect(lateness.sent).toEqual({ count: 2, p50Us: 400, p99Us: 2000 })
})
