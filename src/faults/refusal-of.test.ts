import { expect, test } from 'vitest'
import { parseTopology } from '../topology/parse-topology.ts'
import { kill } from './kill.ts'
import { cutFromBalancer } from './network/cut.ts'
import { delay } from './network/delay.ts'
import { refusalOf } from './refusal-of.ts'

const topology = parseTopology({ servers: 3 }, 'test')
const none = {
  privileged: true,
  pause: false,
  nftables: false,
  loss: false,
  length: false,
  shaping: false,
  netem: false,
}

test('a host without netem delays nothing, and says why', () => {
  expect(refusalOf(delay(), topology, { ...none, netem: true })).toBeUndefined()
  expect(refusalOf(delay(), topology, none)).toBe("this host's kernel has no packet delay (netem)")
})

test('what the tools image has no program for is not said of the kernel', () => {
  const { netem: _, shaping: __, ...withoutTc } = none
  expect(refusalOf(delay(), topology, withoutTc)).toBe('the tools image has no tc for packet delay (netem)')
  expect(refusalOf(cutFromBalancer(), topology, withoutTc)).toMatch(/^this host's kernel has no packet filters/)
})

test('a fault that needs nothing can be anywhere, and what nobody looked at refuses none', () => {
  expect(refusalOf(kill, topology, none)).toBeUndefined()
  expect(refusalOf(delay(), topology)).toBeUndefined()
})

test('a topology without a balancer has nothing to cut from', () => {
  const bare = parseTopology({ servers: 1, loadBalancer: { kind: 'none' } }, 'test')
  expect(refusalOf(cutFromBalancer(), bare)).toBe('there is no load balancer')
  expect(refusalOf(cutFromBalancer(), topology)).toBeUndefined()
})
