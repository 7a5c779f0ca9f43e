import { expect, test } from 'vitest'
import { causeLines } from './cause-lines.ts'

test('one line a mechanism; time covered twice counts once', () => {
  const cause = (mechanism: string, fromUs: number, toUs: number) => ({ mechanism, fromUs, toUs, event: 'seen' })
  const lines = causeLines([
    cause('retry', 0, 100_000),
    cause('election', 0, 7_000_000),
    cause('retry', 50_000, 150_000),
  ])
  expect(lines.map(String)).toEqual([
    '<div>retry, 150 ms<small>seen, and 1 more</small></div>',
    '<div>election, 7.00 s<small>seen</small></div>',
  ])
})
