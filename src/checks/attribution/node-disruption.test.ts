import { expect, test } from 'vitest'
import type { History } from '../../history/history.ts'
import type { EngineAction, HarnessRecord } from '../../history/records.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { at, type Bare, goodRun } from '../__fixtures__/run.ts'
import { nodeDisruptions } from './node-disruption.ts'

type Told = [second: number, record: Bare<HarnessRecord>]

const engine = (node: NodeId, action: EngineAction): Bare<HarnessRecord> => ({ type: 'engine', node, action })

function statesOf(node: NodeId, told: readonly Told[]): string[] {
  const harness = told.map(([second, record], seq) => ({ seq, atUs: at(second), ...record }) as HarnessRecord)
  const history: History = { ...goodRun(), harness }
  return nodeDisruptions(history, [])
    .filter(each => each.node === node)
    .map(({ state, fromUs, toUs }) => `${state} ${(fromUs - at(0)) / 1e6}–${(toUs - at(0)) / 1e6}`)
}

test('a node that was stopped is down until it is started, also after the engine said that it was stopped', () => {
  const told: Told[] = [
    [10, engine('lb:0', 'kill')],
    [10.3, engine('lb:0', 'die')],
    [10.4, engine('lb:0', 'stop')],
    [35, engine('lb:0', 'start')],
    [36, { type: 'recovered', node: 'lb:0', stage: 'answers', evidence: '' }],
  ]
  expect(statesOf('lb:0', told)).toEqual(['ending 10–10.3', 'down 10.3–35', 'starting 35–36'])
})

test('a server that ends at every start is starting only until it ends', () => {
  const told: Told[] = [
    [10, engine('server:2', 'die')],
    [11, engine('server:2', 'start')],
    [17, engine('server:2', 'die')],
    [18, engine('server:2', 'start')],
    [26, { type: 'recovered', node: 'server:2', stage: 'endpoints', evidence: '' }],
  ]
  expect(statesOf('server:2', told)).toEqual(['down 10–11', 'starting 11–17', 'down 17–18', 'starting 18–26'])
})

test('a load balancer of which no stage of formation tells serves when the cluster has formed', () => {
  const told: Told[] = [
    [1, engine('lb:0', 'start')],
    [20, { type: 'stage', stage: 'formed' }],
    [50, { type: 'recovered', node: 'lb:0', stage: 'answers', evidence: '' }],
  ]
  expect(statesOf('lb:0', told)).toEqual(['starting 1–20'])
})

test('of a start that nobody saw the end of nothing is said', () => {
  expect(statesOf('server:2', [[11, engine('server:2', 'start')]])).toEqual([])
})
