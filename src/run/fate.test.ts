import { expect, test } from 'vitest'
import { thisOwner } from '../base/owner.ts'
import { fateOf } from './fate.ts'
import type { FoundRun } from './find-runs.ts'

const own = thisOwner()
const run: FoundRun = { id: 'r', owner: own, kept: false, createdMs: 0, ttlSeconds: 60, objects: 1 }
const dead = { ...own, pidStart: 'earlier' }
const foreign = { ...own, host: 'another' }

test.each<[string, Partial<FoundRun>, number, ReturnType<typeof fateOf>]>([
  ['runs here', {}, 120_000, 'alive'],
  ['is kept, its owner dead', { owner: dead, kept: true }, 120_000, 'kept'],
  ['died here', { owner: dead }, 1, 'garbage'],
  ['is of an earlier boot', { owner: { ...own, boot: 'earlier' } }, 1, 'garbage'],
  ["is another host's", { owner: foreign }, 60_000, 'elsewhere'],
  ["is another host's, past its time", { owner: foreign }, 60_001, 'garbage'],
  ['has no readable labels', { owner: foreign, createdMs: Number.NaN }, 1e15, 'elsewhere'],
])('a run that %s', (_what, difference, nowMs, fate) => {
  expect(fateOf({ ...run, ...difference }, {}, nowMs)).toBe(fate)
})

test('what another host left on an engine that was started since is garbage, and what it began since is not', () => {
  const others = { ...run, owner: foreign, createdMs: 1000 }
  expect(fateOf(others, { startedMs: 1001 }, 2000)).toBe('garbage')
  expect(fateOf(others, { startedMs: 999 }, 2000)).toBe('elsewhere')
  expect(fateOf({ ...others, kept: true }, { startedMs: 1001 }, 2000)).toBe('kept')
})
