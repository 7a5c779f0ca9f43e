import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomFrom } from '../base/seed.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { type GroupSelector, selectGroup } from './select-group.ts'

const select = (selector: GroupSelector, servers: number, seed = 1) =>
  selectGroup(selector, parseTopology({ servers }, 'test'), randomFrom(seed)).nodes

// etcd's FAQ: how many members may fail.
test.each([
  [3, 1],
  [4, 1],
  [5, 2],
  [6, 2],
  [7, 3],
])('of %i members a minority is %i, and a majority leaves no quorum', (servers, tolerated) => {
  fc.assert(
    fc.property(fc.nat(), seed => {
      const minority = select('minority', servers, seed)
      expect(new Set(minority).size).toBe(tolerated)
      expect(servers - select('majority', servers, seed).length).toBeLessThan(servers / 2)
    }),
  )
})

test('who is drawn is the seed’s choice, and the same each time', () => {
  expect(select('minority', 7, 5)).toEqual(select('minority', 7, 5))
  expect(new Set([1, 2, 3, 4, 5, 6].map(seed => select('minority', 7, seed).join())).size).toBeGreaterThan(1)
})

test('with an etcd apart its members are counted, and all means all servers', () => {
  const topology = parseTopology({ servers: 2, datastore: 'external-etcd' }, 'test')
  expect(selectGroup('minority', topology, randomFrom(1)).nodes[0]).toMatch(/^etcd:/)
  expect(selectGroup('all', topology, randomFrom(1)).nodes).toEqual(['server:0', 'server:1'])
  expect(() => select('minority', 2)).toThrow('there is no minority of 2')
})
