import { expect, test } from 'vitest'
import { type NodeId, serverIds } from '../../topology/node-id.ts'
import { cutIntoRing } from './cut.ts'
import { beyondNeighbours } from './ring.ts'

test('of three the outer ones see each other no more', () => {
  const three = serverIds(3)
  expect(three.map(node => beyondNeighbours(node, three))).toEqual([['server:2'], [], ['server:0']])
  expect(cutIntoRing().among!(three)).toEqual(['server:0', 'server:2'])
})

test.each([4, 5, 7])('of %i each sees two neighbours, and who is not seen does not see', count => {
  const all = serverIds(count)
  const unseen = new Map<NodeId, NodeId[]>(all.map(node => [node, beyondNeighbours(node, all)]))
  for (const [node, others] of unseen) {
    expect(others).toHaveLength(count - 3)
    for (const other of others) expect(unseen.get(other)).toContain(node)
  }
  expect(cutIntoRing().among!(all)).toEqual(all)
})

test('two are no ring', () => {
  expect(() => beyondNeighbours('server:0', serverIds(2))).toThrow(
    'a ring takes three nodes, server:0, server:1 are two',
  )
})
