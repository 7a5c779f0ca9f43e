import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freshSeed, parseSeed, randomFrom } from './seed.ts'

test('the same seed draws the same choices on any machine', () => {
  const random = randomFrom(7)
  expect(Array.from({ length: 8 }, () => random.below(100))).toMatchInlineSnapshot(`
    [
      40,
      30,
      75,
      79,
      23,
      76,
      20,
      31,
    ]
  `)
})

test('every choice is one of those offered', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.nat(), { minLength: 1 }), (seed, items) =>
      items.includes(randomFrom(seed).pick(items)),
    ),
  )
})

test('a fresh seed can be typed back', () => {
  const seed = freshSeed()
  expect(parseSeed(String(seed))).toBe(seed)
})

test.each(['', 'x', '-1', '1.5', '99999999999'])('%j is no seed', text => {
  expect(() => parseSeed(text)).toThrow(/^seed: /)
})
