import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { imageEntry } from '../images/image-set.ts'
import { imageRoles } from '../topology/image-role.ts'
import { lookAlikeRoles } from './look-alike.ts'
import { stories, storiesNamed, wordsOf } from './stories.ts'

const scenarios = join(import.meta.dirname, '../../scenarios')

test('every image that is pulled, and of whose parts there is a recipe, has one that looks like it', () => {
  const known = imageRoles.filter(role => imageEntry(role).pull !== undefined && imageEntry(role).recipe !== undefined)
  expect(lookAlikeRoles).toEqual(known)
})

test('every story is a scenario', () => {
  const missing = stories.filter(({ name }) =>
    ['', 'negative'].every(directory => !existsSync(join(scenarios, directory, `${name}.scenario.ts`))),
  )
  expect(missing).toEqual([])
})

test('a name means all stories of that scenario, none means all, a strange one is refused', () => {
  expect(storiesNamed(['database-restart']).map(wordsOf)).toEqual([
    'database-restart',
    'database-restart --datastore mysql',
  ])
  expect(storiesNamed([])).toBe(stories)
  expect(() => storiesNamed(['server-crash', 'flood'])).toThrow("the rehearsal has no story 'flood'")
})
