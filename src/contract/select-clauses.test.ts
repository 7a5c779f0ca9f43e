import { expect, test } from 'vitest'
import { sectionOf } from './clause.ts'
import { selectClauses } from './select-clauses.ts'
import { suites } from './suites.ts'

const idsOf = (only?: string) => selectClauses(suites, only).flatMap(({ clauses }) => clauses.map(({ id }) => id))

test('without --only all clauses are asked', () => {
  expect(idsOf()).toHaveLength(suites.reduce((sum, { clauses }) => sum + clauses.length, 0))
})

test('a section means those below it, and no other that begins with the same digits', () => {
  expect(new Set(idsOf('4').map(id => sectionOf({ id })))).toEqual(new Set(['4.1', '4.2', '4.4', '4.5', '4.6']))
  expect(new Set(idsOf('1').map(id => sectionOf({ id })))).toEqual(new Set(['1']))
})

test('one id means one clause', () => {
  expect(idsOf('4.5-no-token')).toEqual(['4.5-no-token'])
})

test('what selects nothing is bad input', () => {
  expect(() => selectClauses(suites, '4.9')).toThrow("no clause is '4.9'")
})

test('every clause has an id of its own, with its section', () => {
  const ids = idsOf()
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter(id => !/^\d+(\.\d+)?-[a-z0-9-]+$/.test(id))).toEqual([])
})
