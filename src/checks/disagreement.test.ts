import { expect, test } from 'vitest'
import type { SeriesBasis } from '../prediction/basis.ts'
import type { Prediction } from '../prediction/prediction.ts'
import { disagreementOf as disagreement } from './disagreement.ts'
import type { Outage } from './judgement.ts'

const seconds = (s: number) => s * 1e6

const outage = (lengthS: number, causes: [mechanism: string, lengthS: number][]): Outage => ({
  fromUs: 0,
  toUs: seconds(lengthS),
  closed: true,
  firstSample: 0,
  lastSample: 1,
  outcomes: {},
  causes: causes.map(([mechanism, s]) => ({ mechanism, fromUs: 0, toUs: seconds(s), event: 'what was seen' })),
  unexplainedUs: seconds(lengthS - Math.max(0, ...causes.map(([, s]) => s))),
})

const disagreementOf = (longest: Outage | undefined, prediction: Prediction, unproven: string[], intervalMs = 50) =>
  disagreement(longest, prediction, unproven, intervalMs)

const electionBasis: SeriesBasis = {
  kind: 'election',
  waits: 'requests',
  band: { fromMs: 4000, toMs: 9500 },
  timers: { heartbeatMs: 500, electionMs: 5000 },
}
const election = { gap: { fromMs: 4000, toMs: 9500 }, basis: electionBasis }

test('what lies within its band, or misses it by less than an outage has, disagrees with nothing', () => {
  expect(disagreementOf(outage(4, []), election, [])).toBeUndefined()
  expect(disagreementOf(outage(9.7, []), election, [])).toBeUndefined()
  expect(disagreementOf(undefined, { gap: { fromMs: 0, toMs: 0 }, basis: { kind: 'untouched' } }, [])).toBeUndefined()
  expect(disagreementOf(outage(99, []), { basis: { kind: 'no-theory' } }, [])).toBeUndefined()
  expect(
    disagreementOf(outage(99, []), { gap: { fromMs: 20_000 }, basis: { kind: 'database-away' } }, []),
  ).toBeUndefined()
})

test('how often a series asks is how well it can tell', () => {
  const quiet: Prediction = { gap: { fromMs: 0, toMs: 100 }, basis: { kind: 'connect-limit', limitMs: 100 } }
  expect(disagreementOf(outage(1.3, []), quiet, [], 1000)).toBeUndefined()
  expect(disagreementOf(outage(1.3, []), quiet, [], 50)).toBeDefined()
  expect(disagreementOf(outage(1.4, []), quiet, [], 1000)).toBeDefined()
  expect(disagreementOf(outage(2.9, []), election, [], 1000)).toBeUndefined()
  expect(disagreementOf(outage(2.7, []), election, [], 1000)).toBeDefined()
})

test('too long: the host, the cluster, or the prediction', () => {
  const where = (causes: [string, number][]) => disagreementOf(outage(14, causes), election, [])
  expect(where([['host short of CPU', 5]])).toBe(
    '4.50 s above; look at the harness: its host was short of CPU for 5.00 s of it',
  )
  expect(where([['etcd election', 6]])).toBe(
    '4.50 s above; look at the cluster: nothing that was seen explains 8.00 s of it',
  )
  expect(where([['etcd election, more than one round', 13]])).toBe(
    '4.50 s above; look at the prediction: etcd election, more than one round took 13.0 s, as what was seen shows',
  )
})

test('an election that nothing asked for is a matter of the cluster', () => {
  const quiet: Prediction = { gap: { fromMs: 0, toMs: 100 }, basis: { kind: 'connect-limit', limitMs: 100 } }
  expect(disagreementOf(outage(6, [['etcd election', 6]]), quiet, [])).toBe(
    '5.90 s above; look at the cluster: it elected, what was seen',
  )
})

test('too short: a fault that did not bite, or the prediction', () => {
  expect(disagreementOf(outage(1, []), election, [])).toMatch(/^3.00 s below; look at the prediction/)
  expect(disagreementOf(undefined, election, ['kill-1'])).toBe(
    '4.00 s below; look at the harness: kill-1 is not proven',
  )
})
