import { expect, test } from 'vitest'
import type { Cause } from '../../checks/attribution/cause.ts'
import { causeEventText, causeKinds, causeText, electionBandText } from './cause-text.ts'

const span = { fromUs: 0, toUs: 1 }
const change = { fromTerm: '2', toTerm: '4', fromLeader: 'server:1', toLeader: 'server:2', termsElapsed: 2 }
const died = { kind: 'died', node: 'lb:0' } as const
const text = (cause: Cause) => `${causeText(cause.kind)}: ${causeEventText(cause)}`

test('every kind has a name of its own', () => {
  expect(new Set(causeKinds.map(causeText)).size).toBe(causeKinds.length)
})

test.each<[Cause, string]>([
  [
    { ...span, kind: 'repeated-election', event: change },
    'etcd election, more than one round: term 2 → 4 in 2 rounds, leader server:1 → server:2',
  ],
  [
    { ...span, kind: 'lost-with-leader', event: { ...change, toTerm: '3', termsElapsed: 1 } },
    'request lost with the leader: sent while term 2 → 3, leader server:1 → server:2 was under way',
  ],
  [
    { ...span, kind: 'server-ending', event: { kind: 'signalled', node: 'server:0' } },
    'request at a server that was ending: the engine sent server:0 a signal',
  ],
  [{ ...span, kind: 'balancer-down', event: died }, 'load balancer down: the engine saw lb:0 die'],
  [
    { ...span, kind: 'address-moving', event: { lost: died, taker: 'lb:1', afterUs: 3_600_000 } },
    'shared address on its way: the engine saw lb:0 die; lb:1 took the address 3.60 s later',
  ],
  [
    { ...span, kind: 'all-upstreams-out', event: { balancer: 'lb:0', server: 'server:2', reason: 'L7 status' } },
    'balancer had taken every server out: lb:0 took server:2 out, the last one: L7 status',
  ],
  [
    { ...span, kind: 'upstream-out', event: { server: 'server:1', reason: 'L4 timeout' } },
    'balancer took the server out: the balancer took server:1 out: L4 timeout',
  ],
  [
    { ...span, kind: 'upstream-out', event: { server: 'server:1' } },
    'balancer took the server out: the balancer took server:1 out',
  ],
  [
    { ...span, kind: 'upstream-retry', event: { connections: 1, servers: ['172.28.8.10:6443'] } },
    'balancer tried a dead server: 1 connection tried 172.28.8.10:6443 first',
  ],
  [
    { ...span, kind: 'upstream-retry', event: { connections: 3, servers: [], unnamed: true } },
    'balancer tried a dead server: 3 connections tried another server first',
  ],
  [
    {
      ...span,
      kind: 'sent-while-etcd-no-quorum',
      event: [
        { kind: 'died', node: 'server:1' },
        { kind: 'paused', node: 'server:2' },
      ],
    },
    'request sent while etcd had no quorum: sent when the engine saw server:1 die, the engine paused server:2',
  ],
  [
    {
      ...span,
      kind: 'server-degraded',
      event: { kind: 'fault-began', node: 'server:1', fault: 'loss-1', faultKind: 'loss', seen: '10 % is lost' },
    },
    'request at a hindered server: 10 % is lost',
  ],
  [
    {
      ...span,
      kind: 'retransmission',
      event: { kind: 'fault-began', node: 'server:1', fault: 'cut-1', faultKind: 'cut-from-peers' },
    },
    'kept connection until TCP tried again: cut-from-peers of server:1 was called',
  ],
  [
    {
      ...span,
      kind: 'server-returning',
      event: { kind: 'fault-healed', node: 'server:1', fault: 'cut-1', faultKind: 'cut-from-peers' },
    },
    'request at a server that was coming back: cut-from-peers of server:1 was healed',
  ],
  [{ ...span, kind: 'host-cpu', event: { waitShare: 0.8 } }, 'host short of CPU: tasks waited for a CPU all the time'],
  [{ ...span, kind: 'next-attempt', event: { intervalMs: 50 } }, 'until the next attempt: one every 50 ms'],
])('%j in words', (cause, words) => {
  expect(text(cause)).toBe(words)
})

test('where an election lies among those that theory gives', () => {
  const band = { candidateMs: { fromMs: 4000, toMs: 9500 }, medianMs: 5718, tookMs: 6100, percentile: 60 }
  expect(electionBandText(band)).toBe(
    'first candidate after 4.00 s to 9.50 s, median 5.72 s; this took 6.10 s, percentile 60',
  )
})
