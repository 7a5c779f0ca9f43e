import { expect, test } from 'vitest'
import type { ListedScenario } from '../scenario/list-scenarios.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { scenarioTable } from './scenario-table.ts'

const listed = (name: string, plan: ListedScenario['plan']): ListedScenario => ({
  file: `scenarios/negative/${name}.scenario.ts`,
  title: `the story of ${name}`,
  tags: ['nightly', 'agent'],
  plan,
})
const topology = parseTopology({ servers: 3, agents: 1 }, 'the topology')

const scenarios = [
  listed('crash', { topology, allow: [], expectedMs: 95_000 }),
  listed('silence', { topology, allow: [] }),
  listed('misfit', { unfit: 'it needs agents >=1, the topology has 0' }),
]

test('a line a scenario, and their sum: one that does not say how long it takes is guessed, one that cannot run takes nothing', () => {
  const lines = scenarioTable(scenarios, () => true)
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "crash    1 min 35 s  nightly, agent  3 servers and 1 agent, embedded-etcd, nginx          the story of crash
    silence  –           nightly, agent  3 servers and 1 agent, embedded-etcd, nginx          the story of silence
    misfit   –           nightly, agent  cannot run: it needs agents >=1, the topology has 0  the story of misfit

    3 scenarios, about 4 min one after another"
  `)
})

test('nodes that do not stand in wait longer while they form, and it says so', () => {
  const lines = scenarioTable(scenarios, () => false)
  expect(lines[0]).toContain('2 min 8 s')
  expect(lines.at(-1)).toBe('3 scenarios, about 5 min one after another')
})
