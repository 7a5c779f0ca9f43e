import { expect, test } from 'vitest'
import type { FaultStory } from '../fault-story.ts'
import { readOnlyStore } from './read-only-store.ts'
import { storeCauses } from './store-causes.ts'

const call = { seq: 1, atUs: 10, type: 'fault', fault: 'f', step: 'call', node: 'server:0', selector: 's', reason: '' }
const story = (effect: object, healedUs?: number): FaultStory =>
  ({ id: 'f', call: { ...call, kind: 'space-alarm', effect }, roles: [], proofs: [], healedUs }) as never

test('writes wait for a datastore that takes none, reads do not', () => {
  const stretches = readOnlyStore([story({ does: 'lock' }, 50)], 90)
  const causes = (operation: 'write' | 'quorum-read' | 'cached-read') =>
    storeCauses({ fromUs: 20, toUs: 70 }, [], operation, stretches).map(({ kind, toUs }) => `${kind} ${toUs}`)
  expect(causes('write')).toEqual(['store-read-only 50'])
  expect(causes('quorum-read')).toEqual([])
  expect(causes('cached-read')).toEqual([])
})

test('one that is not healed lasts to the end, and another fault locks nothing', () => {
  expect(readOnlyStore([story({ does: 'lock' })], 90)[0]?.toUs).toBe(90)
  expect(readOnlyStore([story({ does: 'hinder' }, 50)], 90)).toEqual([])
})
