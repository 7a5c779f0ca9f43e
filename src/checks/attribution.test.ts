import { expect, test } from 'vitest'
import { goodRun } from './__fixtures__/run.ts'
import { explain } from './attribution.ts'
import { balancerRetries } from './balancer-retry.ts'
import type { Election } from './election.ts'
import { judge } from './judge.ts'
import type { Outage } from './judgement.ts'

const outage: Outage = {
  fromUs: 1_000_000,
  toUs: 8_000_000,
  closed: true,
  firstSample: 0,
  lastSample: 9,
  outcomes: { timeout: 10 },
  causes: [],
  unexplainedUs: 7_000_000,
}
const election: Election = {
  fromUs: 900_000,
  toUs: 7_000_000,
  fromTerm: '2',
  toTerm: '3',
  fromLeader: 'server:1',
  toLeader: 'server:2',
  rounds: 1,
}
const retry = { fromUs: 6_500_000, toUs: 7_500_000, dead: ['172.28.8.11:6443'] }

test('a mechanism explains only what overlaps its own event, and no part twice', () => {
  const { causes, unexplainedUs } = explain(outage, 'write', [election], [retry])
  expect(causes).toEqual([
    { mechanism: 'etcd election', fromUs: 1_000_000, toUs: 7_000_000, event: 'term 2 → 3, leader server:1 → server:2' },
    {
      mechanism: 'balancer retried a dead upstream',
      fromUs: 6_500_000,
      toUs: 7_500_000,
      event: '1 connection tried 172.28.8.11:6443 first',
    },
  ])
  expect(unexplainedUs).toBe(500_000)
})

test('an election explains nothing of a cached read', () => {
  expect(explain(outage, 'cached-read', [election], [])).toMatchObject({ causes: [], unexplainedUs: 7_000_000 })
})

test('a retry is as long as the connections that did not stand, and no longer than the connect limit', () => {
  const line = { seq: 0, atUs: 10_000_000, type: 'balancer', status: '200', sessionMs: 2000 } as const
  const upstream = '172.28.8.11:6443, 172.28.8.10:6443'
  expect(balancerRetries([{ ...line, upstream, connectMs: 'NaN, 1' }], 'tuned')).toEqual([
    { fromUs: 8_000_000, toUs: 8_100_000, dead: ['172.28.8.11:6443'] },
  ])
  expect(balancerRetries([{ ...line, upstream, connectMs: '40, 1' }], 'plain')[0]!.toUs).toBe(8_040_000)
  expect(balancerRetries([{ ...line, upstream: '172.28.8.10:6443', connectMs: '1' }], 'tuned')).toEqual([])
  expect(
    balancerRetries([{ ...line, upstream: '172.28.8.10:6443', status: '502', connectMs: '-' }], 'tuned'),
  ).toHaveLength(1)
})

test('the theory of a stopped follower is no election', () => {
  const run = goodRun()
  const call = run.harness.find(record => record.type === 'fault' && record.step === 'call')!
  Object.assign(call, { kind: 'stop', node: 'server:0', selector: 'follower' })
  run.prober = run.prober.filter(({ atUs }) => atUs < call.atUs)
  const theory = () => judge(run).checks.find(({ id }) => id === 'outage/lb/write/new')!.theory
  expect(theory()).toBe('no election: 0 s')
  Object.assign(call, { node: 'server:1', selector: 'leader' })
  expect(theory()).toBe('leadership handed over in under 0.1 s, none was seen')
})
