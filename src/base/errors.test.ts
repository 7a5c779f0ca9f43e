import { expect, test } from 'vitest'
import { HoldfastError, messageOf } from './errors.ts'

test('a message goes down to the innermost cause', () => {
  const refused = Object.assign(new Error(''), { code: 'ECONNREFUSED' })
  const fetchFailed = new TypeError('fetch failed', { cause: refused })
  expect(messageOf(new HoldfastError('no engine', { cause: fetchFailed }))).toBe(
    'no engine: fetch failed: ECONNREFUSED',
  )
})

test('an aggregate tells all of its errors', () => {
  expect(messageOf(new AggregateError([new Error('a'), 'b'], 'both'))).toBe('both; a; b')
})

test('a circle of causes ends', () => {
  const one = new Error('one')
  one.cause = new Error('two', { cause: one })
  expect(messageOf(one)).toBe('one: two')
})
