import { expect, test } from 'vitest'
import { sectionOf } from './line.ts'
import { selectLines } from './select-lines.ts'
import { themes } from './themes.ts'

const idsOf = (only?: string) => selectLines(themes, only).flatMap(({ lines }) => lines.map(({ id }) => id))

test('without --only all lines are asked', () => {
  expect(idsOf()).toHaveLength(themes.reduce((sum, { lines }) => sum + lines.length, 0))
})

test('a section means those below it, and no other that begins with the same digits', () => {
  expect(new Set(idsOf('4').map(id => sectionOf({ id })))).toEqual(new Set(['4.1', '4.2', '4.4', '4.5', '4.6']))
  expect(new Set(idsOf('1').map(id => sectionOf({ id })))).toEqual(new Set(['1']))
})

test('one id means one line', () => {
  expect(idsOf('4.5-no-token')).toEqual(['4.5-no-token'])
})

test('what selects nothing is bad input', () => {
  expect(() => selectLines(themes, '4.9')).toThrow("no line is '4.9'")
})

test('every line has an id of its own, with its section', () => {
  const ids = idsOf()
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter(id => !/^\d+(\.\d+)?-[a-z0-9-]+$/.test(id))).toEqual([])
})
