import { expect, test } from 'vitest'
import type { Cluster } from '../cluster/cluster.ts'
import { startTimersOf } from '../distributions/start-timers-of.ts'
import { longestStart } from '../topology/longest-start.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { longestReturnMs } from './longest-return.ts'

test('a node is watched for as long as the model may allow it, whatever its image is', () => {
  const topology = parseTopology({ servers: 3 }, 'the topology')
  for (const isStandIn of [true, false]) {
    const startTimers = startTimersOf(topology, isStandIn)
    const watchedMs = longestReturnMs({ topology, startTimers } as Cluster)
    for (const start of [
      { atOnce: 3, newcomers: 0 },
      { atOnce: 1, newcomers: 1 },
    ])
      expect(watchedMs).toBeGreaterThan(longestStart({ node: 'server:1', ...start }, topology, startTimers).toMs + 2000)
  }
})
