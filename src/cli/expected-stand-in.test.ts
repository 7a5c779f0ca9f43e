import { afterEach, expect, test, vi } from 'vitest'
import type { PlannedImage } from '../images/plan-image.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { standInByPlans, standInByWish } from './expected-stand-in.ts'

afterEach(() => vi.unstubAllEnvs())

const topologyOf = (input: TopologyInput) => parseTopology(input, 'the topology')

test('nodes stand in where their image is built here, and not where it is pulled, named, or of kubeadm', () => {
  const plan = (image: Partial<PlannedImage>) => ({
    images: [
      { role: 'node', reference: 'x', how: 'present', ...image } satisfies Partial<PlannedImage> as PlannedImage,
    ],
    builds: [],
    diskBytes: 0,
    seconds: 0,
  })
  const own = 'example.org/k3s:1'
  const choices = [
    { distribution: 'k3s' },
    { distribution: 'k3s', named: { node: own } },
    { distribution: 'kubeadm' },
  ] as const
  const built = standInByPlans(choices, [plan({ recipe: 'node' }), plan({}), plan({ recipe: 'kubeadm-node' })])
  expect(built(topologyOf({}))).toBe(true)
  expect(built(topologyOf({ image: own }))).toBe(false)
  expect(built(topologyOf({ distribution: 'kubeadm' }))).toBe(false)
  expect(standInByPlans([choices[0]], [plan({ how: 'pull' })])(topologyOf({}))).toBe(false)
})

test('a list asks nobody: it goes by what was asked for', () => {
  vi.stubEnv('HOLDFAST_IMAGES', 'any')
  expect([standInByWish(topologyOf({})), standInByWish(topologyOf({ image: 'example.org/k3s:1' }))]).toEqual([
    true,
    false,
  ])
  vi.stubEnv('HOLDFAST_IMAGES', 'pull')
  expect(standInByWish(topologyOf({}))).toBe(false)
})
