import { expect, test } from 'vitest'
import { sectionOf } from './clause.ts'
import { readIn } from './evidence.ts'
import { sections } from './sections.ts'
import { sources } from './sources.ts'
import { suites } from './suites.ts'

const clauses = suites.flatMap(({ clauses }) => clauses)

test('a clause is stated by a file or follows from one, not both', () => {
  expect(clauses.filter(({ stated, derived }) => stated !== undefined && derived !== undefined)).toEqual([])
})

test('a clause that was read nowhere is named here: today there is none', () => {
  expect(clauses.filter(clause => readIn(clause) === undefined).map(({ id }) => id)).toEqual([])
})

test('every section that a clause is of has a title, and every title a clause', () => {
  const used = new Set(clauses.map(sectionOf))
  expect(Object.keys(sections).filter(section => !used.has(section))).toEqual([])
  expect([...used].filter(section => !(section in sections))).toEqual([])
})

test('every file that is said to have been read vouches for a clause', () => {
  const cited = new Set(clauses.map(({ stated, derived }) => stated ?? derived))
  expect(Object.keys(sources).filter(source => !cited.has(source as keyof typeof sources))).toEqual([])
})

test('the driver lives without what nobody states, not without what is stated', () => {
  expect(clauses.filter(({ stated, fallback }) => stated && fallback).map(({ id }) => id)).toEqual([])
})
