import { expect, test } from 'vitest'
import { disruptionsOf } from './disruptions.ts'

const attempts = (text: string) => [...text].map((mark, n) => ({ station: 's', atUs: n * 1e6, ok: mark === '.' }))

test('from the send of the first failure to the send of the next success', () => {
  expect(disruptionsOf(attempts('..xx.x..'))).toEqual([
    { fromUs: 2e6, toUs: 4e6 },
    { fromUs: 5e6, toUs: 6e6 },
  ])
})

test('attempts count in the order in which they were sent', () => {
  expect(disruptionsOf(attempts('..xx.x..').toReversed())).toHaveLength(2)
})

test('one still open at the end lasts to the last attempt', () => {
  expect(disruptionsOf(attempts('.xxx'))).toEqual([{ fromUs: 1e6, toUs: 3e6 }])
  expect(disruptionsOf(attempts('....'))).toEqual([])
  expect(disruptionsOf([])).toEqual([])
})
