import { expect, test } from 'vitest'
import type { Cause } from '../../checks/attribution/cause.ts'
import { causeEntries } from '../cause-entries.ts'
import { causeLines } from './cause-lines.ts'

const retry = (server: string, fromUs: number, toUs: number): Cause => ({
  kind: 'upstream-retry',
  fromUs,
  toUs,
  event: { connections: 1, servers: [server] },
})
const change = { fromTerm: '2', toTerm: '3', fromLeader: 'server:1', toLeader: 'server:2', termsElapsed: 1 }

test('one line a kind; time covered twice counts once', () => {
  const entries = causeEntries([
    retry('a', 0, 100_000),
    { kind: 'election', fromUs: 0, toUs: 7_000_000, event: change },
    retry('b', 50_000, 150_000),
    retry('a', 120_000, 160_000),
  ])
  expect(entries.map(({ kind, count, coveredUs, spans }) => ({ kind, count, coveredUs, spans }))).toEqual([
    {
      kind: 'upstream-retry',
      count: 2,
      coveredUs: 140_000,
      spans: [
        [0, 100_000],
        [120_000, 160_000],
      ],
    },
    { kind: 'election', count: 1, coveredUs: 7_000_000, spans: [[0, 7_000_000]] },
    { kind: 'upstream-retry', count: 1, coveredUs: 100_000, spans: [[50_000, 150_000]] },
  ])
  expect(causeLines(entries).map(String)).toEqual([
    '<div>balancer tried a dead server, 160 ms<small>1 connection tried a first, and 2 more</small></div>',
    '<div>etcd election, 7.00 s<small>term 2 → 3, leader server:1 → server:2</small></div>',
  ])
})
