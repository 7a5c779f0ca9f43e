import { expect, test } from 'vitest'
import { stretches } from './stretches.ts'

test('the same value seen again makes its stretch longer', () => {
  const seen = [
    { atUs: 1, value: 'a' },
    { atUs: 2, value: 'a' },
    { atUs: 5, value: 'b' },
  ]
  expect(stretches(seen, 9)).toEqual([
    { fromUs: 1, toUs: 5, value: 'a' },
    { fromUs: 5, toUs: 9, value: 'b' },
  ])
})
