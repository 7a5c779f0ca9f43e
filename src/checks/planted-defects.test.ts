import { describe, expect, test } from 'vitest'
import type { WatchSessionRecord } from '../history/ledger-records.ts'
import type { Sample } from '../history/records.ts'
import { agentPod, joinAgent } from './__fixtures__/join-agent.ts'
import {
  adjacentEvents,
  chain,
  course,
  deletedAndRead,
  eventAt,
  exchangeVersions,
  finalLists,
  inFinalLists,
  readAndOlder,
  shows,
  swap,
} from './__fixtures__/ledger-defects.ts'
import { at, goodRun, proberStory, type Run, wallMs } from './__fixtures__/run.ts'
import { judge } from './judge.ts'
import { isNewer } from './ledger/version.ts'

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
  'ledger/servers-agree': 'unknown',
  'ledger/order': 'unknown',
  'ledger/compare-and-swap': 'unknown',
  'ledger/quorum-reads': 'unknown',
  'ledger/linearizable': 'unknown',
  'reads/monotonic': 'unknown',
  'reads/cached': 'unknown',
  'watch/ordered': 'unknown',
  'watch/unique': 'unknown',
  'watch/complete': 'unknown',
  'watch/agreement': 'unknown',
  'watch/bookmark': 'unknown',
  'watch/resumable': 'unknown',
  'lease/takeover': 'unknown',
  'lease/old-holder': 'unknown',
  restarts: 'unknown',
  'final-state': 'unknown',
} as const

const probed = (run: Run) => finalLists(run)[0]!.objects.find(({ value }) => value === undefined)!.name
/** The first of a watcher's records of one kind, and its place. */
const sessionOf = (run: Run, watcher: string, matches: (record: WatchSessionRecord) => boolean) =>
  course(run, watcher).find(
    (record): record is WatchSessionRecord => record.type === 'watch-session' && matches(record),
  )!
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
  "an agent's Node is not Ready for a while": {
    plant: run => joinAgent(run).tell(62, { type: 'node', node: 'agent-0', ready: 'Unknown' }),
    caught: { 'agent/agent:0': 'fail' },
  },
  'an agent lost a pod': {
    plant: run => joinAgent(run).tell(62, { ...agentPod, stage: 'gone' }),
    caught: { 'agent/agent:0': 'fail' },
  },
  "an agent's heartbeats were not seen": {
    plant: run => joinAgent(run).forget(({ type }) => type === 'heartbeat'),
    caught: { 'agent/agent:0': 'unknown' },
  },
  'an agent found no other server': {
    plant: run => joinAgent(run).forget(record => record.type === 'carrier' && record.server === 'server:2'),
    caught: { 'failover/agent:0': 'fail' },
  },
  'an acknowledged write is lost': {
    plant: run => inFinalLists(run, probed(run), undefined),
    caught: { 'ledger/acknowledged': 'fail' },
  },
  'an acknowledged update is lost': {
    plant: run => {
      const [before, last] = chain(run).slice(-2)
      inFinalLists(run, last!.object, { resourceVersion: before!.resourceVersion, value: before!.value! })
    },
    caught: { 'ledger/acknowledged': 'fail' },
  },
  'an acknowledged delete is lost': {
    plant: run => {
      const { write } = deletedAndRead(run)
      inFinalLists(run, write.object, { resourceVersion: write.resourceVersion!, value: write.value! })
    },
    // A delete has no version: the search cannot place what the final lists show either.
    caught: { 'ledger/acknowledged': 'fail', 'ledger/linearizable': 'fail' },
  },
  'an object that nobody sent': {
    plant: run => inFinalLists(run, 'lb-write-new-phantom', { resourceVersion: '8000' }),
    caught: { 'ledger/phantom': 'fail' },
  },
  'a value that nobody sent': {
    plant: run => {
      const last = chain(run).at(-1)!
      inFinalLists(run, last.object, { resourceVersion: last.resourceVersion, value: 'nobody.1' })
    },
    caught: { 'ledger/phantom': 'fail' },
  },
  'a rejected update took effect': {
    plant: run => {
      const last = chain(run).at(-1)!
      Object.assign(last, { fate: 'rejected', outcome: '4xx', resourceVersion: undefined })
    },
    caught: { 'ledger/rejected': 'fail' },
  },
  'the final list of one server lacks an acknowledged write': {
    plant: run => {
      const name = probed(run)
      const list = finalLists(run)[1]!
      list.objects = list.objects.filter(object => object.name !== name)
    },
    caught: { 'ledger/acknowledged': 'fail', 'ledger/servers-agree': 'fail' },
  },
  'the final lists of two servers differ': {
    plant: run => Object.assign(finalLists(run)[1]!.objects[3]!, { resourceVersion: '7' }),
    caught: { 'ledger/servers-agree': 'fail' },
  },
  'one server was not read at the end': {
    plant: run => {
      const [first, ...others] = run.ledger.finalLists
      const detail = 'no answer within 30 s'
      run.ledger.finalLists = [
        ...others,
        { seq: 0, atUs: first!.atUs, type: 'final-list-failed', path: first!.path, detail },
      ]
    },
    caught: { 'ledger/servers-agree': 'unknown' },
  },
  'versions do not follow time across objects': {
    plant: exchangeVersions,
    caught: { 'ledger/order': 'fail' },
  },
  'two updates replaced the same version': {
    plant: run => {
      const [one, two] = chain(run).slice(-2)
      two!.expects = one!.expects!
    },
    caught: { 'ledger/compare-and-swap': 'fail' },
  },
  'an update did not see its predecessor': {
    plant: run => {
      const writes = chain(run)
      writes.at(-1)!.expects = writes[0]!.resourceVersion
    },
    caught: { 'ledger/compare-and-swap': 'fail' },
  },
  'an object was created twice': {
    plant: run => {
      const update = chain(run).at(-1)!
      Object.assign(update, { verb: 'create', expects: undefined })
    },
    caught: { 'ledger/compare-and-swap': 'fail' },
  },
  'a delete did not see its predecessor': {
    plant: run => {
      const { gone, write } = deletedAndRead(run)
      gone.expects = write.expects!
    },
    caught: { 'ledger/compare-and-swap': 'fail', 'ledger/linearizable': 'fail', 'ledger/acknowledged': 'fail' },
  },
  'a quorum read is stale': {
    plant: run => {
      const { read, older } = readAndOlder(run, 'get', (_, old, earlier) =>
        earlier.every(({ resourceVersion }) => !isNewer(resourceVersion, old.resourceVersion)),
      )
      shows(read, older)
    },
    caught: { 'ledger/quorum-reads': 'fail' },
  },
  "a quorum read goes back behind its client's last one": {
    plant: run => {
      const { read, older } = readAndOlder(run, 'get', (now, _, earlier) =>
        earlier.some(({ resourceVersion }) => resourceVersion === now.resourceVersion),
      )
      shows(read, older)
    },
    caught: { 'ledger/quorum-reads': 'fail', 'reads/monotonic': 'fail' },
  },
  'a quorum read shows a value under the version of another': {
    plant: run => {
      const { read, older } = readAndOlder(run, 'get', () => true)
      Object.assign(read, { value: older.value })
    },
    caught: { 'ledger/quorum-reads': 'fail' },
  },
  'a quorum read shows what was deleted': {
    plant: run => {
      const { read, write } = deletedAndRead(run)
      shows(read, write)
    },
    caught: { 'ledger/linearizable': 'fail' },
  },
  'a quorum read finds nothing where something is': {
    plant: run => {
      const { read } = readAndOlder(run, 'get', () => true)
      Object.assign(read, { resourceVersion: undefined, value: undefined })
    },
    caught: { 'ledger/linearizable': 'fail' },
  },
  "one server's cache goes back": {
    plant: run => {
      const { read, older } = readAndOlder(run, 'get-cached', () => true)
      const again = { ...read, sentUs: read.endUs + 100, endUs: read.endUs + 200 }
      shows(again, older)
      run.ledger.operations.splice(run.ledger.operations.indexOf(read) + 1, 0, again)
    },
    caught: { 'reads/cached': 'fail' },
  },
  'a watch lost an event': {
    plant: run => course(run, 'watcher-1').splice(adjacentEvents(run, 'watcher-1')[200]!, 1),
    caught: { 'watch/complete': 'fail' },
  },
  'all watches lost a delete': {
    plant: run => {
      const { gone } = deletedAndRead(run)
      for (const [watcher, records] of run.ledger.watchers) {
        const kept = records.filter(
          r => !(r.type === 'watch-event' && r.event === 'DELETED' && r.object === gone.object),
        )
        run.ledger.watchers.set(watcher, kept)
      }
    },
    caught: { 'watch/complete': 'fail' },
  },
  'a watch fell silent for good': {
    plant: run => {
      const records = course(run, 'watcher-2')
      const end = records.at(-1)!
      const stood = (record: (typeof records)[number]) =>
        record.type === 'watch-session' && record.step === 'answered' && record.status === 200
      records.splice(records.findIndex(stood) + 1)
      records.push(Object.assign(end, { seen: false }))
    },
    caught: { 'watch/complete': 'fail' },
  },
  'a watch told an event twice': {
    plant: run => {
      const index = adjacentEvents(run, 'watcher-1')[200]!
      course(run, 'watcher-1').splice(index + 2, 0, eventAt(run, 'watcher-1', index))
    },
    caught: { 'watch/unique': 'fail' },
  },
  'a resumed watch told again what came before': {
    plant: run => {
      const records = course(run, 'watcher-1')
      const stood = records.findLastIndex(r => r.type === 'watch-session' && r.step === 'answered' && r.status === 200)
      const before = records.slice(0, stood).findLast(r => r.type === 'watch-event' && r.event !== 'BOOKMARK')!
      records.splice(stood + 1, 0, before)
    },
    caught: { 'watch/unique': 'fail' },
  },
  'a watch told events out of order': {
    plant: run => {
      const index = adjacentEvents(run, 'watcher-1')[200]!
      swap(course(run, 'watcher-1'), index, index + 1)
    },
    caught: { 'watch/ordered': 'fail' },
  },
  'two watches mean different things by a version': {
    plant: run => {
      const event = eventAt(run, 'watcher-1', adjacentEvents(run, 'watcher-1')[200]!)
      event.event = event.event === 'MODIFIED' ? 'ADDED' : 'MODIFIED'
    },
    caught: { 'watch/agreement': 'fail' },
  },
  'an event came below a bookmark': {
    plant: run => {
      const records = course(run, 'watcher-1')
      const bookmark = records.findIndex(record => record.type === 'watch-event' && record.event === 'BOOKMARK')
      swap(records, bookmark - 1, bookmark)
    },
    caught: { 'watch/bookmark': 'fail' },
  },
  'a watch could not go on, and was not told 410': {
    plant: run => {
      const refused = (r: WatchSessionRecord) => r.step === 'answered' && r.status > 410
      const answers = [...run.ledger.watchers.keys()].map(watcher => sessionOf(run, watcher, refused))
      Object.assign(answers.find(answer => answer !== undefined)!, { status: 400, reason: 'BadRequest' })
    },
    caught: { 'watch/resumable': 'fail' },
  },
  'a watch began anew, and was not told 410': {
    plant: run => {
      const records = course(run, 'watcher-1')
      const list = records.findLastIndex(record => record.type === 'watch-session' && record.step === 'list')
      const told = records[list - 1]!
      if (told.type === 'watch-session' && told.step === 'closed') delete told.expired
      else Object.assign(told, { status: 503 })
    },
    caught: { 'watch/resumable': 'fail' },
  },
  'an old holder of a lease acts': {
    plant: run =>
      run.tell(69.5, {
        type: 'audit',
        node: 'server:1',
        user: 'system:kube-scheduler',
        verb: 'create',
        resource: 'pods/binding',
        name: 'try-1',
        code: 201,
      }),
    caught: { 'lease/old-holder': 'fail' },
  },
  'a lease was taken over too early': {
    plant: run => {
      const taken = run.harness.findLast(record => record.type === 'lease')!
      Object.assign(taken, { acquireTimeMs: wallMs(60) })
    },
    caught: { 'lease/takeover': 'fail' },
  },
  "no server's audit log was read": {
    plant: run => run.forget(record => record.type === 'audit'),
    caught: { 'lease/old-holder': 'unknown' },
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
  'the pod is bound, and deleted before it runs': {
    plant: run => {
      run.forget(record => record.type === 'pod' && ['started', 'running'].includes(record.stage))
      run.tell(75, { type: 'pod', pod: 'try-1', stage: 'gone', purpose: 'schedule', node: 'server-0' })
    },
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
    caught: {
      'ledger/acknowledged': 'unknown',
      'ledger/rejected': 'unknown',
      'ledger/phantom': 'unknown',
      'ledger/servers-agree': 'unknown',
    },
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
  test.for(Object.entries(defects))('%s', { timeout: 30_000 }, ([, { plant, caught }]) => {
    const run = goodRun()
    plant(run)
    const { checks, verdict } = judge(run)
    const notPassed = checks.filter(check => check.verdict !== 'pass').map(check => [check.id, check.verdict])
    // A node without its fault has nothing to rejoin.
    const isThere = (id: string) => checks.some(check => check.id === id)
    const expected = Object.entries(caught).filter(([id, expectation]) => expectation === 'fail' || isThere(id))
    expect(Object.fromEntries(notPassed)).toEqual(Object.fromEntries(expected))
    expect(verdict).toBe(Object.values(caught).includes('fail') ? 'fail' : 'unknown')
  })
})

test('a lost write stays a failure in a record that is doubted in every way', () => {
  const run = goodRun()
  inFinalLists(run, probed(run), undefined)
  run.problems.push('the stream client-0 has no end: its writer did not finish')
  run.forget(record => record.type === 'fault' && record.step === 'proof')
  run.change('lb/write/new', 60, 65, late)
  expect(
    judge(run)
      .checks.filter(({ verdict }) => verdict === 'fail')
      .map(({ id }) => id),
  ).toEqual(['ledger/acknowledged'])
})

test('a cached read that goes back after a switch of server is counted, and is no failure', () => {
  const run = goodRun()
  const { read, older } = readAndOlder(run, 'get-cached', (_, __, earlier) => earlier.length === 0)
  shows(read, older)
  const { verdict, checks } = judge(run)
  expect(verdict).toBe('pass')
  expect(checks.find(({ id }) => id === 'reads/cached')).toMatchObject({
    verdict: 'pass',
    measured: { unit: 'reads-back', value: 1 },
    reason: { kind: 'reads/cached', violations: 0, acrossServers: 1 },
  })
})

test('a second election round is recognised by its term and named', () => {
  const run = goodRun()
  run.prober = proberStory('4')
  const { checks, series } = judge(run)
  expect(checks.find(({ id }) => id === 'outage/lb/write/new')!.theory).toMatchObject({
    basis: { kind: 'election' },
    elections: { expected: true, seen: [{ fromTerm: '2', toTerm: '4', termsElapsed: 2 }] },
  })
  const write = series.find(({ definition }) => definition.id === 'lb/write/new')!
  expect(write.stalled.outages[0]!.causes[0]).toMatchObject({
    kind: 'repeated-election',
    event: { fromTerm: '2', toTerm: '4', fromLeader: 'server:1', toLeader: 'server:2', termsElapsed: 2 },
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
  expect(restarts).toMatchObject({ verdict: 'pass', reason: { kind: 'no-unplanned-restart', byDesign: ['server:2'] } })
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
