import { expect, test } from 'vitest'
import { assumedFault, type FaultInstance } from '../../history/fault-instance.ts'
import type { FaultEffect } from '../../history/records.ts'
import { readOnlyStore } from './read-only-store.ts'
import { storeCauses } from './store-causes.ts'

const faultOf = (effect: FaultEffect, healedUs?: number): FaultInstance =>
  assumedFault({ kind: 'space-alarm', node: 'server:0', effect, calledUs: 10, healedUs })

test('writes wait for a datastore that takes none, reads do not', () => {
  const stretches = readOnlyStore([faultOf({ does: 'read-only' }, 50)], 90)
  const causes = (operation: 'write' | 'quorum-read' | 'cached-read') =>
    storeCauses({ fromUs: 20, toUs: 70 }, [], operation, stretches).map(({ kind, toUs }) => `${kind} ${toUs}`)
  expect(causes('write')).toEqual(['store-read-only 50'])
  expect(causes('quorum-read')).toEqual([])
  expect(causes('cached-read')).toEqual([])
})

test('one that is not healed lasts to the end, and another fault locks nothing', () => {
  expect(readOnlyStore([faultOf({ does: 'read-only' })], 90)[0]?.toUs).toBe(90)
  expect(readOnlyStore([faultOf({ does: 'degrade' }, 50)], 90)).toEqual([])
})
