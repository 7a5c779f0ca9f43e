import { expect, test } from 'vitest'
import type { BalancerSession } from '../../history/history.ts'
import type { Sample, SeriesDefinition } from '../../history/records.ts'
import { at, goodRun } from '../__fixtures__/run.ts'
import type { Election } from '../election.ts'
import { judge } from '../judge.ts'
import type { Outage } from '../judgement.ts'
import { nothing } from './__fixtures__/nothing.ts'
import { retryOf } from './balancer-retry.ts'
import { explain } from './explain.ts'
import type { NodeDisruption } from './node-disruption.ts'

const seconds = (value: number) => Math.round(value * 1e6)
const outage: Outage = {
  fromUs: seconds(1),
  toUs: seconds(8),
  closed: true,
  firstSample: 0,
  lastSample: 9,
  outcomes: { timeout: 10 },
  causes: [],
  unexplainedUs: seconds(7),
}
const series = (operation: SeriesDefinition['operation']): SeriesDefinition => ({
  id: `lb/${operation}/new`,
  path: 'lb',
  operation,
  connection: 'new',
  intervalMs: 50,
  deadlineMs: 5000,
})
const election: Election = {
  fromUs: seconds(0.9),
  toUs: seconds(7),
  fromTerm: '2',
  toTerm: '3',
  fromLeader: 'server:1',
  toLeader: 'server:2',
  termsElapsed: 1,
}
const victim = { node: 'server:1', ip: '172.28.8.11' } as const
const down: NodeDisruption = {
  ...victim,
  fromUs: seconds(2),
  toUs: seconds(5),
  state: 'down',
  event: { kind: 'died', node: 'server:1' },
}
const attempt = (fromS: number, toS: number): Sample => ({
  seq: 0,
  atUs: 0,
  type: 'sample',
  series: 'lb/write/new',
  n: 0,
  intendedUs: seconds(fromS),
  sentUs: seconds(fromS),
  endUs: seconds(toS),
  outcome: 'timeout',
})
const session = (upstreams: string[], connectMs: (number | null)[], fromS = 2, toS = 4): BalancerSession => ({
  seq: 0,
  atUs: seconds(toS),
  type: 'session',
  fromUs: seconds(fromS),
  port: 40_000,
  upstreams,
  connectMs,
  status: '200',
})

test('an election explains what overlaps it, and where it lies among the elections that theory gives', () => {
  const { causes, unexplainedUs } = explain(outage, [], undefined, series('write'), {
    ...nothing,
    elections: [election],
  })
  expect(causes[0]).toEqual({
    kind: 'election',
    fromUs: seconds(1),
    toUs: seconds(7),
    event: { fromTerm: '2', toTerm: '3', fromLeader: 'server:1', toLeader: 'server:2', termsElapsed: 1 },
    band: { candidateMs: { fromMs: 4000, toMs: 9500 }, medianMs: 5718, tookMs: 6100, percentile: 60 },
  })
  expect(unexplainedUs).toBe(seconds(1))
})

test('an election explains nothing of a cached read', () => {
  expect(explain(outage, [], undefined, series('cached-read'), { ...nothing, elections: [election] })).toMatchObject({
    causes: [],
    unexplainedUs: seconds(7),
  })
})

test('a request that was sent while nobody led may wait for its deadline', () => {
  const { causes, unexplainedUs } = explain(outage, [attempt(5, 8)], undefined, series('write'), {
    ...nothing,
    elections: [election],
  })
  expect(causes[1]).toMatchObject({ kind: 'lost-with-leader', fromUs: seconds(7), toUs: seconds(8) })
  expect(unexplainedUs).toBe(0)
  const later = explain(outage, [attempt(7.1, 8)], undefined, series('write'), { ...nothing, elections: [election] })
  expect(later.unexplainedUs).toBe(seconds(1))
})

test("an attempt's own session tells which server it met, and only that one's absence explains it", () => {
  const evidence = { ...nothing, disruptions: [down] }
  const at = (address: string) => ({ ...evidence, sessionOf: () => session([`${address}:6443`], [1]) })
  const { causes } = explain(outage, [attempt(1, 4)], undefined, series('cached-read'), at(down.ip))
  expect(causes[0]).toMatchObject({
    kind: 'server-down',
    fromUs: seconds(2),
    toUs: seconds(4),
  })
  expect(explain(outage, [attempt(1, 4)], undefined, series('cached-read'), at('172.28.8.10')).causes).toEqual([])
  expect(explain(outage, [attempt(1, 4)], undefined, series('cached-read'), evidence).causes).toEqual([])
})

test('a direct probe needs no session to know its server', () => {
  const direct = { ...series('cached-read'), path: 'direct:server:1' as const }
  const evidence = { ...nothing, disruptions: [down] }
  expect(explain(outage, [attempt(1, 4)], undefined, direct, evidence).causes[0]).toMatchObject({ toUs: seconds(4) })
  const other = { ...direct, path: 'direct:server:0' as const }
  expect(explain(outage, [attempt(1, 4)], undefined, other, evidence).causes).toEqual([])
})

test('without a balancer the way leads to server:0, and its absence explains what fails there', () => {
  const disruptions = [{ ...down, node: 'server:0' as const, ip: '172.28.8.10' }]
  const without = { ...nothing, disruptions, entry: 'direct:server:0' as const }
  const { causes } = explain(outage, [attempt(1, 8)], undefined, series('cached-read'), without)
  expect(causes[0]).toMatchObject({ fromUs: seconds(2), toUs: seconds(5), event: down.event })
  expect(
    explain(outage, [attempt(1, 8)], undefined, series('cached-read'), { ...nothing, disruptions }).causes,
  ).toEqual([])
})

test('a connection that the balancer first offered to a dead server', () => {
  const sessionOf = () => session(['172.28.8.11:6443', '172.28.8.10:6443'], [null, 1])
  const { causes } = explain(outage, [attempt(2, 2.3)], undefined, series('cached-read'), { ...nothing, sessionOf })
  expect(causes[0]).toEqual({
    kind: 'upstream-retry',
    fromUs: seconds(2),
    toUs: seconds(2.1),
    event: { connections: 1, servers: ['172.28.8.11:6443'] },
  })
})

test('a retry is as long as the connections that did not stand, and no longer than the connect limit', () => {
  const upstreams = ['172.28.8.11:6443', '172.28.8.10:6443']
  expect(retryOf(session(upstreams, [null, 1]), 100)).toEqual({
    fromUs: seconds(2),
    toUs: seconds(2.1),
    servers: ['172.28.8.11:6443'],
  })
  expect(retryOf(session(upstreams, [40, 1]), 60_000)!.toUs).toBe(seconds(2.04))
  expect(retryOf(session(['172.28.8.10:6443'], [1]), 100)).toBeUndefined()
  expect(retryOf({ ...session(['172.28.8.10:6443'], [null]), status: '502' }, 100)).toBeDefined()
})

test("the gap until the next attempt is the probe's own, if that came soon and was answered as a healthy one", () => {
  const evidence = { ...nothing, elections: [election] }
  const ended = { ...outage, toUs: seconds(7.14), unexplainedUs: seconds(6.14) }
  const success = (sentS: number): Sample => ({ ...attempt(sentS, 7.14), outcome: 'ok' })
  const left = (closing: Sample) => explain(ended, [], closing, series('write'), evidence).unexplainedUs
  expect(left(success(7.09))).toBe(0)
  expect(left(success(7.11))).toBe(seconds(0.14))
  expect(left({ ...success(7.09), intendedUs: seconds(6.8) })).toBe(seconds(0.05))
})

test('a slow success while the host is short of CPU, and never a failure', () => {
  const evidence = { ...nothing, shortOfCpu: [{ fromUs: seconds(2), toUs: seconds(3) }] }
  const slow: Sample = { ...attempt(1.5, 2.6), outcome: 'ok' }
  expect(explain(outage, [slow], undefined, series('write'), evidence).causes).toMatchObject([
    { kind: 'host-cpu', fromUs: seconds(2), toUs: seconds(2.6) },
  ])
  expect(explain(outage, [attempt(1.5, 2.6)], undefined, series('write'), evidence).causes).toEqual([])
})

test('a cut of 6 s without a change of term stays unexplained', () => {
  const run = goodRun()
  for (const { id } of run.series) {
    run.change(id, 62, 68, ({ intendedUs }) => ({ outcome: 'timeout', endUs: intendedUs + 5_000_000 }))
  }
  const { series, explained } = judge(run)
  const cut = series.find(({ definition }) => definition.id === 'lb/cached-read/new')!.stalled.outages.at(-1)!
  expect(cut.fromUs).toBeGreaterThan(at(61.9))
  expect(cut).toMatchObject({ causes: [], unexplainedUs: cut.toUs - cut.fromUs })
  expect(explained.outageUs - explained.explainedUs).toBeGreaterThan(run.series.length * 5_900_000)
})
