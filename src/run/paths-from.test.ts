import { expect, test } from 'vitest'
import type { TopologyInput } from '../topology/topology.ts'
import { pathsFrom } from './paths-from.ts'

test.each([
  ['./lb.cfg', 'field/lb.cfg'],
  ['../lb.cfg', 'lb.cfg'],
  ['/etc/lb.cfg', '/etc/lb.cfg'],
])("%s of a topology in 'field' is %s", (file, seen) => {
  const topology: TopologyInput = { servers: 5, loadBalancer: { kind: 'haproxy', file } }
  expect(pathsFrom('field', topology)).toEqual({ servers: 5, loadBalancer: { kind: 'haproxy', file: seen } })
})

test.each([
  {},
  { loadBalancer: 'f5' },
  { loadBalancer: null },
  { loadBalancer: { file: 3 } },
  { loadBalancer: { file: '' } },
])('what is not a path is left to those who read the topology: %j', topology => {
  expect(pathsFrom('field', topology as TopologyInput)).toBe(topology)
})
