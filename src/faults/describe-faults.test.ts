import { expect, test } from 'vitest'
import { parseTopology } from '../topology/parse-topology.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { catalogue } from './catalogue.ts'
import { describeFaults } from './describe-faults.ts'

const able = { privileged: true, pause: true, nftables: true, loss: true, length: true, shaping: true, netem: false }
const described = (name: string, topology?: TopologyInput, features: typeof able | undefined = able) =>
  describeFaults(features, topology && parseTopology(topology, 'test')).find(each => each.name === name)!

test('every fault of the catalogue is told of', () => {
  expect(describeFaults(undefined).map(({ name }) => name)).toEqual(Object.keys(catalogue))
})

test('what the host lacks is refused, and not known without a look', () => {
  expect(described('delay')).toMatchObject({
    needs: [{ feature: 'netem', isPresent: false }],
    refusal: "this host's kernel has no packet delay (netem)",
  })
  expect(describeFaults(undefined).find(({ name }) => name === 'delay')).not.toHaveProperty('refusal')
  expect(described('kill')).not.toHaveProperty('refusal')
})

test('what could not be tried for want of a tool is not known', () => {
  const { netem: _, ...withoutTool } = able
  const [need] = describeFaults(withoutTool).find(({ name }) => name === 'delay')!.needs
  expect(need).toEqual({ feature: 'netem', isPresent: undefined, missingTool: 'tc' })
})

test('so is what a topology cannot carry', () => {
  expect(described('cutFromBalancer', { loadBalancer: { kind: 'none' } }).refusal).toBe('there is no load balancer')
  expect(described('readOnly', {}).refusal).toBe('it strikes db, and there is none')
  expect(described('readOnly', { datastore: 'postgres' })).not.toHaveProperty('refusal')
})
