import { expect, test } from 'vitest'
import { randomFrom } from '../base/seed.ts'
import type { NodeId } from '../topology/node-id.ts'
import { selectHost } from './select-host.ts'

const nodes: NodeId[] = ['server:0', 'server:1', 'server:2', 'agent:0']

test('the only host of CoreDNS', () => {
  expect(selectHost(['server-1'], nodes, randomFrom(1))).toEqual({
    node: 'server:1',
    reason: 'it hosts CoreDNS, as no other does',
  })
})

test('one of two, drawn from the seed, and no third', () => {
  const drawn = Array.from(
    { length: 50 },
    (_, seed) => selectHost(['agent-0', 'server-2'], nodes, randomFrom(seed)).node,
  )
  expect(new Set(drawn)).toEqual(new Set(['agent:0', 'server:2']))
  expect(selectHost(['agent-0', 'server-2'], nodes, randomFrom(7))).toEqual(
    selectHost(['server-2', 'agent-0'], nodes, randomFrom(7)),
  )
})

test('without CoreDNS there is nothing to pick', () => {
  expect(() => selectHost([], nodes, randomFrom(1))).toThrow('no node hosts CoreDNS')
})
