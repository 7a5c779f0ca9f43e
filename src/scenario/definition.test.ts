import { expect, test } from 'vitest'
import type { TopologyInput } from '../topology/topology.ts'
import { defineScenario } from './definition.ts'

const body = async () => {}
const limits = { write: { longestOutage: '12s' } } as const

test('a scenario is complete once defined', () => {
  const { topology, limits: parsed, tags } = defineScenario('a story', { tags: ['core'], limits }, body)
  expect({ servers: topology.servers, parsed, tags }).toEqual({
    servers: 3,
    parsed: {
      series: { write: { longestOutageMs: 12_000 } },
      fromModel: ['cached-read', 'quorum-read', 'readyz', 'watch', 'schedule', 'rejoin', 'join'],
    },
    tags: ['core'],
  })
})

test('what no limits are written for is left to the model', () => {
  const everything = defineScenario('a story', { topology: { agents: 1 } }, body).limits
  expect(everything).toEqual({
    series: {},
    fromModel: ['cached-read', 'quorum-read', 'write', 'readyz', 'watch', 'schedule', 'failover', 'rejoin', 'join'],
  })
})

test('an image that is named for all is taken for one of the usual distribution, unless its own is named too', () => {
  const options = { needs: { distribution: 'kubeadm' }, topology: { distribution: 'kubeadm' } } as const
  const image = 'example.org/node:1'
  expect(() => defineScenario('a story', options, body, { image })).toThrow(
    `its nodes are of kubeadm, and nobody says that ${image} is too`,
  )
  expect(defineScenario('a story', options, body, { image, distribution: 'kubeadm' }).topology.image).toBe(image)
  expect(defineScenario('a story', {}, body, { image }).topology.image).toBe(image)
})

test('more servers than a scenario has of itself take longer to form, and the own timers do', () => {
  const options = { topology: { servers: 3 }, expectedDuration: '60s' } as const
  const expectedMs = (topology?: TopologyInput) => defineScenario('a story', options, body, topology).expectedMs
  expect([expectedMs(), expectedMs({ servers: 5 }), expectedMs({ timing: 'default' })]).toEqual([
    60_000, 62_000, 92_500,
  ])
})

test("a named topology replaces the scenario's fields", () => {
  const options = { topology: { servers: 3 }, limits }
  expect(defineScenario('a story', options, body, { servers: 5 }).topology.servers).toBe(5)
})

test.each([
  [{ limits: { write: { longestOutage: 'soon' as never } } }, 'limits.write.longestOutage'],
  [{ limits: { writes: { longestOutage: '2s' } } as never }, 'limits.writes: neither an operation'],
  [{ limits: { 'lb/wr/new': { longestOutage: '2s' } } as never }, "limits['lb/wr/new']: neither an operation"],
  [{ limits: { dns: { longestOutage: '2s' as const } } }, "limits name 'dns', and no such series is probed"],
  [
    { limits: { write: { longestOutage: '5s', longestEpisode: '2s' } } as never },
    'longestEpisode: 2s is less than longestOutage 5s',
  ],
  [{ limits, tags: 'core' as never }, 'tags'],
  [{ limits, topology: { servers: 99 } }, 'topology.servers'],
  [{ limits, needs: { servers: '>=5' } }, 'it needs servers >=5, the topology has 3'],
  [{ limits, needs: { servers: 'many' } }, 'needs.servers'],
  [{ limits, probes: 'layer' as never }, "scenario 'a story': probes: 'layer' is neither a set (default, layers"],
  [{ limits, probes: [] }, 'probes'],
  [
    { limits: {}, probes: 'in-cluster/dns/new' as const },
    "'in-cluster/dns/new' asks the cluster's DNS, and there is none",
  ],
  [{ limits, probes: 'paths' as const }, "limits name 'write', and no such series is probed"],
  [{ limits: { failover: '3s' as const } }, 'limits.failover is about agents, and there are none'],
])('%j is refused before anything starts', (options, words) => {
  expect(() => defineScenario('a story', options, body)).toThrow(words)
})
