import { expect, test } from 'vitest'
import type { Disagreement } from '../../checks/disagreement.ts'
import { disagreementText } from './disagreement-text.ts'

const change = { fromTerm: '2', toTerm: '3', fromLeader: 'server:1', toLeader: 'server:2', termsElapsed: 1 }
const cause = { kind: 'election', fromUs: 0, toUs: 13_000_000, event: change } as const

test.each<[Disagreement, string]>([
  [{ byMs: 4000, side: 'above', lookAt: 'cluster' }, '4.00 s above; look at the cluster'],
  [
    { byMs: 4000, side: 'below', lookAt: 'harness', because: { kind: 'unproven', faults: ['kill-1', 'kill-2'] } },
    '4.00 s below; look at the harness: kill-1, kill-2 is not proven',
  ],
  [
    { byMs: 3000, side: 'below', lookAt: 'prediction', because: { kind: 'lost-less' } },
    '3.00 s below; look at the prediction: less was lost than it takes for sure',
  ],
  [
    { byMs: 5900, side: 'above', lookAt: 'cluster', because: { kind: 'elected', change } },
    '5.90 s above; look at the cluster: it elected, term 2 → 3, leader server:1 → server:2',
  ],
  [
    { byMs: 4500, side: 'above', lookAt: 'harness', because: { kind: 'host-cpu', us: 5_000_000 } },
    '4.50 s above; look at the harness: its host was short of CPU for 5.00 s of it',
  ],
  [
    { byMs: 4500, side: 'above', lookAt: 'cluster', because: { kind: 'unexplained', us: 8_000_000 } },
    '4.50 s above; look at the cluster: nothing that was seen explains 8.00 s of it',
  ],
  [
    { byMs: 4500, side: 'above', lookAt: 'prediction', because: { kind: 'cause', cause, us: 13_000_000 } },
    '4.50 s above; look at the prediction: etcd election took 13.0 s, as term 2 → 3, leader server:1 → server:2 shows',
  ],
  [
    { byMs: 21_000, side: 'above', lookAt: 'harness', because: { kind: 'read-late', node: 'server:1' } },
    '21.0 s above; look at the harness: it was read only when server:1 was healed',
  ],
])('%j in words', (disagreement, words) => {
  expect(disagreementText(disagreement)).toBe(words)
})
