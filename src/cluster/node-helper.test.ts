import { expect, test } from 'vitest'
import { helperSpec } from './node-helper.ts'

const facts = {
  runId: 'one',
  labels: { 'holdfast.run': 'one' },
  images: ['node', 'client', 'tools'].map(role => ({ role, id: `image of ${role}` })),
} as unknown as Parameters<typeof helperSpec>[0]
const common = { labels: { 'holdfast.run': 'one' } }

test('a helper has the network of a node, and may alter it', () => {
  expect(helperSpec(facts, 'c1', { name: 'cut-1', shares: 'network' })).toEqual({
    ...common,
    name: 'holdfast-one-cut-1',
    image: 'image of tools',
    networkMode: 'container:c1',
    capabilities: ['NET_ADMIN', 'NET_RAW'],
  })
})

test('a helper has the volumes of a node, and no network', () => {
  expect(helperSpec(facts, 'c1', { name: 'wipe-1-wipe', shares: 'volumes' })).toEqual({
    ...common,
    name: 'holdfast-one-wipe-1-wipe',
    image: 'image of client',
    networkMode: 'none',
    volumesFrom: ['c1'],
  })
})

test('a helper sees the processes of a node, and has no right over them', () => {
  expect(helperSpec(facts, 'c1', { name: 'in-cluster', shares: 'processes' })).toEqual({
    ...common,
    name: 'holdfast-one-in-cluster',
    image: 'image of client',
    networkMode: 'none',
    pidMode: 'container:c1',
  })
})
