import { globSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { defineScenario, type Scenario } from './definition.ts'
import type { scenario } from './scenario.ts'
import { tags } from './tags.ts'

const { declare, declared } = vi.hoisted(() => {
  const declared: Parameters<typeof scenario>[] = []
  return { declared, declare: (...story: Parameters<typeof scenario>) => void declared.push(story) }
})
// Only what is declared is of interest here; it is checked below as a run would.
vi.mock('./scenario.ts', () => ({ scenario: declare }))

const files = globSync('scenarios/**/*.scenario.ts').sort()
const scenarios: (Scenario & { file: string })[] = []
beforeAll(async () => {
  for (const file of files) {
    await import(resolve(file))
    for (const story of declared.splice(0)) scenarios.push({ ...defineScenario(...story), file })
  }
  // Beside much else.
}, 60_000)
const core = () => scenarios.filter(({ tags }) => tags.includes('core'))
const nameOf = (file: string) => basename(file, '.scenario.ts')
const words = (file: string) => readFileSync(file, 'utf8')

test('every scenario says how long it takes, as plans are made of that', () => {
  const silent = scenarios.filter(({ expectedMs }) => expectedMs === undefined)
  expect(silent.map(({ file }) => file)).toEqual([])
})

test('every scenario runs in npm test or at night, under tags that there are', () => {
  const known = tags.map(({ name }) => name)
  const byHand = scenarios.filter(({ tags }) => !tags.some(tag => ['core', 'nightly', 'negative'].includes(tag)))
  // A kernel without netem would make every night red.
  expect(byHand.map(({ file }) => nameOf(file))).toEqual(['late-peers'])
  expect(scenarios.flatMap(({ tags }) => tags).filter(tag => !known.includes(tag))).toEqual([])
})

test('a negative control is tagged as one, and nothing else is', () => {
  const wrong = scenarios.filter(({ tags, mustFail }) => tags.includes('negative') !== mustFail.length > 0)
  expect(wrong.map(({ file }) => file)).toEqual([])
})

test('npm test runs at most 6 scenarios in at most 9 minutes', () => {
  expect(core().length).toBeLessThanOrEqual(6)
  const totalMs = core().reduce((sum, { expectedMs = 0 }) => sum + expectedMs, 0)
  expect(totalMs).toBeLessThanOrEqual(9 * 60_000)
})

test('the README lists the scenarios of npm test, and no other as one', () => {
  const [, section = ''] = words('README.md').split('## The core scenarios')
  const listed = [...section.split('\n## ')[0]!.matchAll(/\[`([\w-]+)`\]/g)].map(([, name]) => name)
  expect(listed.sort()).toEqual(
    core()
      .map(({ file }) => nameOf(file))
      .sort(),
  )
})

test('the page of stories names every file once, and none that is not there', () => {
  const named = words('docs/stories.md').matchAll(/\.\.\/(scenarios\/[\w/-]+\.scenario\.ts)/g)
  expect([...named].map(([, file]) => file).sort()).toEqual(files)
})
