import { describe, expect, test } from 'vitest'
import type { Sample } from '../history/records.ts'
import { at, goodRun, proberStory, type Run } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

interface Defect {
  plant(run: Run): void
  /** The checks that must not pass, with their verdicts; all others must. */
  caught: Record<string, 'fail' | 'unknown'>
}

const outages = (verdict: 'fail' | 'unknown', pattern = /./): Record<string, 'fail' | 'unknown'> =>
  Object.fromEntries(
    ['cached-read', 'quorum-read', 'write']
      .flatMap(operation => [`outage/lb/${operation}/new`, `outage/lb/${operation}/reused`])
      .filter(id => pattern.test(id))
      .map(id => [id, verdict]),
  )
const timing = { ...outages('unknown'), schedule: 'unknown', 'rejoin/server:1': 'unknown' } as const
const everything = {
  ...timing,
  'ledger/acknowledged': 'unknown',
  'ledger/rejected': 'unknown',
  'ledger/phantom': 'unknown',
  restarts: 'unknown',
  'final-state': 'unknown',
} as const

const finalRead = (run: Run) => run.ledger.finalLists.find(record => record.type === 'final-list')!
const member = (run: Run) =>
  run.harness
    .filter(record => record.type === 'members')
    .find(({ purpose }) => purpose === 'final')!
    .members.find(({ node }) => node === 'server:1')!
const timeout = ({ n, intendedUs }: Sample): Partial<Sample> | undefined =>
  n % 3 === 0 ? { outcome: 'timeout', endUs: intendedUs + 5_000_000 } : undefined
const late = ({ intendedUs }: Sample): Partial<Sample> => ({ outcome: 'void', endUs: intendedUs + 30_000 })
const gone = ({ intendedUs }: Sample): Partial<Sample> => ({ outcome: 'refused', endUs: intendedUs + 1000 })

const defects: Record<string, Defect> = {
  'an acknowledged write is lost': {
    plant: run => finalRead(run).objects.splice(100, 1),
    caught: { 'ledger/acknowledged': 'fail' },
  },
  'an object that nobody sent': {
    plant: run => finalRead(run).objects.push({ name: 'lb-write-new-phantom', resourceVersion: '8000' }),
    caught: { 'ledger/phantom': 'fail' },
  },
  'a rejected write took effect': {
    plant: run => run.change('lb/write/new', 60, 60.05, () => ({ outcome: '4xx' })),
    caught: { 'ledger/rejected': 'fail' },
  },
  'a write whose connection never stood took effect': {
    plant: run => run.change('lb/write/new', 60, 60.05, () => ({ outcome: 'refused', requestSent: false })),
    caught: { 'ledger/rejected': 'fail' },
  },
  'a survivor restarted': {
    plant: run => {
      run.tell(60, { type: 'engine', node: 'server:2', action: 'die', exitCode: 1 })
      run.tell(61, { type: 'engine', node: 'server:2', action: 'start' })
    },
    caught: { restarts: 'fail' },
  },
  'the victim ended again after it was healed': {
    plant: run => run.tell(90, { type: 'engine', node: 'server:1', action: 'die', exitCode: 1 }),
    caught: { restarts: 'fail' },
  },
  'the balancer restarted': {
    plant: run => run.tell(60, { type: 'engine', node: 'lb:0', action: 'die', exitCode: 0 }),
    caught: { restarts: 'fail' },
  },
  'the victim came back as another member': {
    plant: run => Object.assign(member(run), { id: '10000000000000000009' }),
    caught: { 'rejoin/server:1': 'fail' },
  },
  'the victim came back as a learner': {
    plant: run => Object.assign(member(run), { voter: false }),
    caught: { 'rejoin/server:1': 'fail' },
  },
  'the victim came back as a second member beside its old one': {
    plant: run => {
      const old = member(run)
      const final = run.harness.filter(record => record.type === 'members').find(({ purpose }) => purpose === 'final')!
      final.members.push({ ...old, id: '10000000000000000009' })
    },
    caught: { 'rejoin/server:1': 'fail' },
  },
  'the victim is not among the endpoints': {
    plant: run => {
      run.forget(record => record.type === 'recovered' && record.stage === 'endpoints')
      const final = run.harness.find(r => r.type === 'final' && r.subject === 'server:1 endpoints')!
      Object.assign(final, { holds: false, seen: '2 addresses' })
    },
    caught: { 'rejoin/server:1': 'fail', 'final-state': 'fail' },
  },
  'nobody looked whether the balancer serves the victim': {
    plant: run => run.forget(record => record.type === 'recovered' && record.stage === 'balancer'),
    caught: { 'rejoin/server:1': 'unknown' },
  },
  'the victim rejoined too late': {
    plant: run => Object.assign(run.manifest.limits, { rejoinMs: 5000 }),
    caught: { 'rejoin/server:1': 'fail' },
  },
  'a node is not Ready at the end': {
    plant: run => run.tell(95.7, { type: 'final', subject: 'server:2 ready', holds: false, seen: 'NotReady' }),
    caught: { 'final-state': 'fail' },
  },
  'the balancer loses every third connection for 22 s': {
    plant: run => run.change('lb/cached-read/new', 52, 74, timeout),
    caught: outages('fail', /cached-read\/new/),
  },
  'every third quorum read is lost for 22 s after the election': {
    plant: run => run.change('lb/quorum-read/new', 57.2, 79.2, timeout),
    caught: outages('fail', /quorum-read\/new/),
  },
  'cached reads are gone for 3 s': {
    plant: run => run.change('lb/cached-read/reused', 50, 53, gone),
    caught: outages('fail', /cached-read\/reused/),
  },
  'writes hang for 13 s and none fails': {
    plant: run => run.change('lb/write/reused', 50, 63, () => ({ outcome: 'ok', endUs: 1_063_000_000 })),
    // What was acknowledged so late is not in the final read of this made run.
    caught: { ...outages('fail', /write\/reused/), 'ledger/acknowledged': 'fail' },
  },
  'the scheduler never starts': {
    plant: run => run.forget(record => record.type === 'pod' && record.stage !== 'created'),
    caught: { schedule: 'fail' },
  },
  'the pod is bound and never runs': {
    plant: run => run.forget(record => record.type === 'pod' && record.stage === 'running'),
    caught: { schedule: 'fail' },
  },
  'the pod runs too late': {
    plant: run => Object.assign(run.manifest.limits, { scheduleMs: 15_000 }),
    caught: { schedule: 'fail' },
  },
  'no pod was created while the server was down': {
    plant: run => run.forget(record => record.type === 'pod'),
    caught: { schedule: 'unknown' },
  },
  'the prober froze for 400 ms': {
    plant: run => run.change('lb/write/new', 60, 60.4, late),
    caught: { ...timing, prober: 'unknown' },
  },
  'the prober froze, and what it saw looks like an outage': {
    plant: run => {
      run.change('lb/cached-read/new', 60, 62, late)
      run.change('lb/cached-read/new', 62, 65, gone)
    },
    caught: { ...timing, prober: 'unknown' },
  },
  'the prober lost the samples of 20 s': {
    plant: run =>
      run.samples.set(
        'lb/write/new',
        run.samples.get('lb/write/new')!.filter(({ n }) => n < 700 || n >= 1100),
      ),
    caught: { ...outages('unknown', /write\/new/), 'ledger/phantom': 'unknown', samples: 'unknown' },
  },
  'the fault did not bite': {
    plant: run => {
      const proof = run.harness.find(record => record.type === 'fault' && record.step === 'proof')!
      Object.assign(proof, { proven: false, evidence: 'its port answers' })
    },
    caught: { ...everything, 'fault/f1': 'unknown' },
  },
  'the role is not proven': {
    plant: run => run.forget(r => r.type === 'fault' && r.step === 'role' && r.ageMs !== undefined),
    caught: { ...everything, 'fault/f1': 'unknown' },
  },
  'the role was seen too long before': {
    plant: run => {
      const role = run.harness.find(r => r.type === 'fault' && r.step === 'role' && r.ageMs !== undefined)!
      Object.assign(role, { ageMs: 251 })
    },
    caught: { ...everything, 'fault/f1': 'unknown' },
  },
  'the fault was not healed': {
    plant: run => run.forget(record => record.type === 'fault' && record.step === 'healed'),
    caught: { ...everything, 'fault/f1': 'unknown' },
  },
  'no fault was injected': {
    plant: run => {
      run.forget(record => record.type === 'fault' || record.type === 'engine')
    },
    caught: { ...everything, fault: 'unknown' },
  },
  'the baseline is dirty': {
    plant: run => run.change('lb/cached-read/new', 45, 45.05, gone),
    caught: { ...timing, baseline: 'unknown' },
  },
  'a stream has no end': {
    plant: run => run.problems.push('the stream client-0 has no end: its writer did not finish'),
    caught: { ...everything, record: 'unknown' },
  },
  'nobody read the ledger at the end': {
    plant: run => run.ledger.finalLists.splice(0),
    caught: { 'ledger/acknowledged': 'unknown', 'ledger/rejected': 'unknown', 'ledger/phantom': 'unknown' },
  },
  'nobody looked at the healed cluster': {
    plant: run => run.forget(record => record.type === 'final'),
    caught: { 'final-state': 'unknown' },
  },
  'a limited operation was not probed': {
    plant: run => run.series.splice(0, 1),
    caught: { ...outages('unknown', /cached-read\/new/), samples: 'unknown' },
  },
}

describe('planted defects', () => {
  test.for(Object.entries(defects))('%s', ([, { plant, caught }]) => {
    const run = goodRun()
    plant(run)
    const { checks, verdict } = judge(run)
    const notPassed = checks.filter(check => check.verdict !== 'pass').map(check => [check.id, check.verdict])
    // A node without its fault has nothing to rejoin.
    const expected = Object.entries(caught).filter(([id]) => checks.some(check => check.id === id))
    expect(Object.fromEntries(notPassed)).toEqual(Object.fromEntries(expected))
    expect(verdict).toBe(Object.values(caught).includes('fail') ? 'fail' : 'unknown')
  })
})

test('a lost write stays a failure in a record that is doubted in every way', () => {
  const run = goodRun()
  finalRead(run).objects.splice(100, 1)
  run.problems.push('the stream client-0 has no end: its writer did not finish')
  run.forget(record => record.type === 'fault' && record.step === 'proof')
  run.change('lb/write/new', 60, 65, late)
  expect(
    judge(run)
      .checks.filter(({ verdict }) => verdict === 'fail')
      .map(({ id }) => id),
  ).toEqual(['ledger/acknowledged'])
})

test('a second election round is recognised by its term and named', () => {
  const run = goodRun()
  run.prober = proberStory('4')
  const { checks, series } = judge(run)
  expect(checks.find(({ id }) => id === 'outage/lb/write/new')!.theory).toBe(
    'election 4.0–10.0 s (500/5000 ms), here term 2 → 4 (2 rounds)',
  )
  const write = series.find(({ definition }) => definition.id === 'lb/write/new')!
  expect(write.stalled.outages[0]!.causes[0]).toMatchObject({
    mechanism: 'etcd election, more than one round',
    event: 'term 2 → 4 in 2 rounds, leader server:1 → server:2',
  })
})

test('a gap without any event comes out unexplained', () => {
  const run = goodRun()
  run.change('lb/write/new', 70, 76, gone)
  const write = judge(run).series.find(({ definition }) => definition.id === 'lb/write/new')!
  const [, cut] = write.failed.outages
  expect(cut).toMatchObject({ causes: [] })
  expect(cut!.unexplainedUs).toBe(cut!.toUs - cut!.fromUs)
})

test('a survivor that held a lease and could not renew it ends by design', () => {
  const run = goodRun()
  run.tell(49, {
    type: 'lease',
    lease: 'kube-controller-manager',
    holder: 'server-2_c',
    renewTimeMs: 0,
    transitions: 0,
  })
  for (const connection of ['new', 'reused']) run.change(`lb/write/${connection}`, 57, 61, gone)
  run.tell(60.5, { type: 'engine', node: 'server:2', action: 'die', exitCode: 1 })
  run.tell(61.5, { type: 'engine', node: 'server:2', action: 'start' })
  const restarts = judge(run).checks.find(({ id }) => id === 'restarts')!
  expect(restarts).toMatchObject({ verdict: 'pass', reason: expect.stringContaining('server:2 ended by design') })
})

test('a rejoining server that answers 503 to every third read for 8 s is within the default limit', () => {
  const run = goodRun()
  run.change('lb/cached-read/new', 81, 89, sample => (sample.n % 3 === 0 ? { outcome: '5xx' } : undefined))
  expect(judge(run).verdict).toBe('pass')
})

test('a request that the fault killed, and the one that waited behind it, leave the baseline clean', () => {
  const run = goodRun()
  // Steady ends at 49.8 s here.
  run.change('lb/quorum-read/reused', 49.7, 49.75, () => ({ outcome: 'reset', endUs: at(50.01) }))
  run.change('lb/quorum-read/reused', 49.75, 57, ({ intendedUs }) => ({ outcome: 'blocked', endUs: intendedUs + 1000 }))
  expect(judge(run).checks.find(({ id }) => id === 'baseline')).toMatchObject({ verdict: 'pass' })
})
