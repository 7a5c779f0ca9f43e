import { expect, test } from 'vitest'
import type { SeriesTheory } from '../../checks/theory.ts'
import { predictionText, restartText } from './prediction-text.ts'

const election = {
  kind: 'election',
  waits: 'requests',
  band: { fromMs: 4000, toMs: 9500 },
  timers: { heartbeatMs: 500, electionMs: 5000 },
} as const

const seen = (...terms: [from: string, to: string, elapsed: number][]): SeriesTheory['elections'] & object => ({
  expected: true,
  seen: terms.map(([fromTerm, toTerm, termsElapsed]) => ({ fromTerm, toTerm, termsElapsed })),
})

test('an election is told with its timers, and what was seen of it', () => {
  expect(predictionText({ basis: election, elections: seen(['2', '3', 1]) })).toBe(
    'election 4.0–9.5 s (500/5000 ms), here term 2 → 3',
  )
  expect(predictionText({ basis: election, elections: seen(['2', '4', 2], ['4', '5', 1]) })).toBe(
    'election 4.0–9.5 s (500/5000 ms), here term 2 → 4 (2 rounds), term 4 → 5',
  )
  expect(predictionText({ basis: election, elections: seen() })).toBe('election 4.0–9.5 s (500/5000 ms), none was seen')
  expect(predictionText({ basis: { ...election, lostRequestMs: 5000 } })).toBe(
    'election 4.0–9.5 s (500/5000 ms), and 5 s for a request that is lost with the leader',
  )
  expect(predictionText({ basis: { ...election, waits: 'checks' } })).toBe(
    'no server at all while etcd elects: election 4.0–9.5 s (500/5000 ms)',
  )
})

test('an election that nobody expected is told beside what was', () => {
  const elections = { ...seen(['2', '3', 1]), expected: false }
  expect(predictionText({ basis: { kind: 'untouched' }, elections })).toBe('0 s, yet term 2 → 3')
  expect(predictionText({ basis: { kind: 'untouched' }, elections: seen() })).toBe('0 s')
})

test('the part that meets a lost server, and for how long if theory knows', () => {
  const basis = { kind: 'connect-limit', limitMs: 100 } as const
  expect(predictionText({ basis, meetsLost: { share: 1 / 3, forMs: 13_600 } })).toBe(
    'one connect limit, 0.1 s; 33 % of new connections meet a lost server for up to 13.6 s',
  )
  expect(predictionText({ basis, meetsLost: { share: 0.5 } })).toBe(
    'one connect limit, 0.1 s; 50 % of new connections meet a lost server',
  )
})

test('a silent connection, by who gives it up', () => {
  const text = (basis: Parameters<typeof predictionText>[0]['basis']) => predictionText({ basis })
  expect(text({ kind: 'silent-connection', endedBy: 'server', afterMs: 40_000 })).toBe(
    'as long as the server says nothing, 40.0 s, then one reconnect',
  )
  expect(text({ kind: 'silent-connection', endedBy: 'nobody' })).toBe('nobody gives a silent connection up')
  const band = { fromMs: 17_000, toMs: 25_000 }
  expect(text({ kind: 'only-pod-lost', band, until: 'given-up' })).toBe(
    'gone until its only pod is replaced, 17–25 s after the fault',
  )
  expect(text({ kind: 'only-pod-lost', band, until: 'back' })).toBe(
    'gone until its only pod is back, 17–25 s after the fault',
  )
})

test('a server that ends by design says whether it is sure', () => {
  const ends = { node: 'server:0', band: { fromMs: 8000, toMs: 13_000 }, deadlineMs: 10_000 }
  expect(restartText({ ...ends, isSure: true })).toBe('server:0 holds a lease that it cannot renew for 10 s, and ends')
  expect(restartText({ ...ends, isSure: false })).toMatch(/may end$/)
})
