import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outcomes, type Sample } from './records.ts'
import { samplesOf } from './samples.ts'

const us = fc.integer({ min: 0, max: 2 ** 52 })
const arbitrary: fc.Arbitrary<Sample> = fc.record(
  {
    seq: fc.nat(),
    atUs: us,
    type: fc.constant('sample' as const),
    series: fc.constant('lb/write/new'),
    n: fc.nat(),
    intendedUs: us,
    sentUs: us,
    connectedUs: us,
    firstByteUs: us,
    endUs: us,
    localPort: fc.integer({ min: 1, max: 65_535 }),
    outcome: fc.constantFrom(...outcomes),
    detail: fc.constantFrom('', '503 ServiceUnavailable', 'deadline'),
    object: fc.string(),
    resourceVersion: fc.string(),
    requestSent: fc.boolean(),
  },
  { requiredKeys: ['seq', 'atUs', 'type', 'series', 'n', 'intendedUs', 'endUs', 'outcome'] },
)
const many = fc.array(arbitrary, { maxLength: 600 })

test('what goes in comes out, in order of number', () => {
  fc.assert(
    fc.property(many, records => {
      expect([...samplesOf(records)]).toEqual(records.toSorted((a, b) => a.n - b.n))
    }),
  )
})

test('a choice and an order are those of an array', () => {
  fc.assert(
    fc.property(many, records => {
      const array = records.toSorted((a, b) => a.n - b.n).filter(({ outcome }) => outcome !== 'void')
      const samples = samplesOf(records).filter(({ outcome }) => outcome !== 'void')
      expect(samples.length).toBe(array.length)
      expect(samples.at(-1)).toEqual(array.at(-1))
      expect([...samples.sortedBy(({ endUs }) => endUs)]).toEqual(
        array.toSorted((a, b) => a.endUs - b.endUs || a.n - b.n),
      )
    }),
  )
})
