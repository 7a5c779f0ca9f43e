import { expect, test } from 'vitest'
import { HeldLines } from './held-lines.ts'

test('lines that came before there was a place for them come first', () => {
  const lines = new HeldLines()
  const saved: string[] = []
  lines.take('one')
  lines.take('two')
  lines.pourInto(line => saved.push(line))
  lines.take('three')
  expect(saved).toEqual(['one', 'two', 'three'])
})
