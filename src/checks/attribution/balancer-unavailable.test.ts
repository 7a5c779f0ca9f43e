import { expect, test } from 'vitest'
import type { BalancerEvent, History } from '../../history/history.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import { at, type Bare, goodRun } from '../__fixtures__/run.ts'
import { balancerUnavailable } from './balancer-unavailable.ts'
import type { NodeDisruption } from './node-disruption.ts'

type Told = [second: number, event: Bare<BalancerEvent>]

const historyOf = (kind: 'haproxy' | 'haproxy+keepalived', told: Told[] = []): History => {
  const run = goodRun()
  const topology = parseTopology({ loadBalancer: { kind } }, 'a test')
  const balancerEvents = told.map(([second, event], seq) => ({ seq, atUs: at(second), ...event }) as BalancerEvent)
  return { ...run, manifest: { ...run.manifest, topology }, balancerEvents }
}
const died = { kind: 'died', node: 'lb:0' } as const
const lost: NodeDisruption = {
  node: 'lb:0',
  ip: '172.28.8.2',
  fromUs: at(50),
  toUs: at(60),
  state: 'down',
  event: died,
}
const out = (server: 'server:0' | 'server:1' | 'server:2', isUp = false) =>
  ({ type: 'upstream', balancer: 'lb:0', server, isUp, reason: isUp ? 'ok' : 'Layer7 wrong status' }) as const

test('a single balancer that is down closes the way as long as it is', () => {
  expect(balancerUnavailable(historyOf('haproxy'), [lost])).toEqual([
    { kind: 'balancer-down', fromUs: at(50), toUs: at(60), event: died },
  ])
})

test('of two, the way is closed until the other one took the address', () => {
  const history = historyOf('haproxy+keepalived', [
    [5, { type: 'address', balancer: 'lb:0', holds: true }],
    [53.6, { type: 'address', balancer: 'lb:1', holds: true }],
  ])
  expect(balancerUnavailable(history, [lost])).toEqual([
    {
      kind: 'address-moving',
      fromUs: at(50),
      toUs: at(53.6),
      event: { lost: died, taker: 'lb:1', afterUs: 3_600_000 },
    },
  ])
})

test('the loss of the one that stood by closes nothing', () => {
  const history = historyOf('haproxy+keepalived', [[5, { type: 'address', balancer: 'lb:1', holds: true }]])
  expect(balancerUnavailable(history, [lost])).toEqual([])
})

test('all servers taken out together close the way, some of them do not', () => {
  const some: Told[] = [
    [50, out('server:0')],
    [51, out('server:1')],
  ]
  expect(balancerUnavailable(historyOf('haproxy', some), [])).toEqual([])
  const all: Told[] = [...some, [52, out('server:2')], [55, out('server:1', true)], [56, out('server:0', true)]]
  expect(balancerUnavailable(historyOf('haproxy', all), [])).toEqual([
    {
      kind: 'all-upstreams-out',
      fromUs: at(52),
      toUs: at(55),
      event: { balancer: 'lb:0', server: 'server:2', reason: 'Layer7 wrong status' },
    },
  ])
})

test('a balancer that starts again has taken out none yet', () => {
  const history = historyOf('haproxy', [
    [50, out('server:0')],
    [51, out('server:1')],
    [52, out('server:2')],
  ])
  const start = { seq: 0, atUs: at(54), type: 'engine', node: 'lb:0', action: 'start' } as const
  expect(balancerUnavailable({ ...history, harness: [...history.harness, start] }, [])).toMatchObject([
    { fromUs: at(52), toUs: at(54) },
  ])
})
