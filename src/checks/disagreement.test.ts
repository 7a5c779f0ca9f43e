import { expect, test } from 'vitest'
import type { SeriesBasis } from '../prediction/basis.ts'
import type { Prediction } from '../prediction/prediction.ts'
import type { Cause } from './attribution/cause.ts'
import { disagreementOf as disagreement } from './disagreement.ts'
import type { Outage } from './judgement.ts'

const seconds = (s: number) => s * 1e6

const change = { fromTerm: '2', toTerm: '3', fromLeader: 'server:1', toLeader: 'server:2', termsElapsed: 1 }
const causeOf = (kind: 'election' | 'host-cpu', s: number): Cause => {
  const span = { fromUs: 0, toUs: seconds(s) }
  return kind === 'election' ? { kind, ...span, event: change } : { kind, ...span, event: { waitShare: 0.8 } }
}
type Named = Parameters<typeof causeOf>

const outage = (lengthS: number, causes: Named[]): Outage => ({
  fromUs: 0,
  toUs: seconds(lengthS),
  closed: true,
  firstSample: 0,
  lastSample: 1,
  outcomes: {},
  causes: causes.map(each => causeOf(...each)),
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
  const where = (causes: Named[]) => disagreementOf(outage(14, causes), election, [])
  const above = { byMs: 4500, side: 'above' }
  expect(where([['host-cpu', 5]])).toEqual({
    ...above,
    lookAt: 'harness',
    because: { kind: 'host-cpu', us: seconds(5) },
  })
  expect(where([['election', 6]])).toEqual({
    ...above,
    lookAt: 'cluster',
    because: { kind: 'unexplained', us: seconds(8) },
  })
  expect(where([['election', 13]])).toEqual({
    ...above,
    lookAt: 'prediction',
    because: { kind: 'cause', cause: causeOf('election', 13), us: seconds(13) },
  })
})

test('an election that nothing asked for is a matter of the cluster', () => {
  const quiet: Prediction = { gap: { fromMs: 0, toMs: 100 }, basis: { kind: 'connect-limit', limitMs: 100 } }
  expect(disagreementOf(outage(6, [['election', 6]]), quiet, [])).toEqual({
    byMs: 5900,
    side: 'above',
    lookAt: 'cluster',
    because: { kind: 'elected', change },
  })
})

test('too short: a fault that did not bite, or the prediction', () => {
  expect(disagreementOf(outage(1, []), election, [])).toEqual({
    byMs: 3000,
    side: 'below',
    lookAt: 'prediction',
    because: { kind: 'lost-less' },
  })
  expect(disagreementOf(undefined, election, ['kill-1'])).toEqual({
    byMs: 4000,
    side: 'below',
    lookAt: 'harness',
    because: { kind: 'unproven', faults: ['kill-1'] },
  })
})
