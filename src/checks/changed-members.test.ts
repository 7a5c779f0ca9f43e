import { expect, test } from 'vitest'
import type { HarnessRecord, MemberRecord } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import { goodRun, type Run } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

type Members = Extract<HarnessRecord, { type: 'members' }>

const lists = (run: Run, purpose: Members['purpose']) =>
  run.harness.filter((record): record is Members => record.type === 'members' && record.purpose === purpose)
const formed = (run: Run) => lists(run, 'formed')[0]!.members
const final = (run: Run) => lists(run, 'final')[0]!.members
const member = (node: NodeId, id: string, voter = true): MemberRecord => ({ node, name: `${node}-new`, id, voter })
const change = (run: Run, seconds: number, members: MemberRecord[]) =>
  run.tell(seconds, { type: 'members', members, purpose: 'changed' })

/** The server of the made run is replaced instead of killed: it comes back as another member. */
function replacedRun(): Run {
  const run = goodRun()
  const call = run.harness.find(record => record.type === 'fault' && record.step === 'call')
  Object.assign(call!, { kind: 'replace', effect: { does: 'end', graceful: true, losesIdentity: true } })
  const others = formed(run).filter(({ node }) => node !== 'server:1')
  change(run, 49, formed(run))
  change(run, 56, others)
  change(run, 81, [...others, member('server:1', '77', false)])
  change(run, 83, [...others, member('server:1', '77')])
  final(run).splice(1, 1, member('server:1', '77'))
  return run
}

/** A fourth server joins while nothing is wrong. */
function grownRun(): Run {
  const run = goodRun()
  const node = 'server:3'
  Object.assign(run.manifest.limits, { joinMs: 8000 })
  run.tell(41, { type: 'addition', node, ip: '172.28.8.13', through: 'server:0' })
  run.tell(41.2, { type: 'engine', node, action: 'start' })
  change(run, 41.1, formed(run))
  change(run, 43, [...formed(run), member(node, '77', false)])
  change(run, 44, [...formed(run), member(node, '77')])
  const stages = ['member', 'voter', 'ready', 'endpoints', 'balancer'] as const
  stages.forEach((stage, index) => {
    run.tell(43 + index, { type: 'recovered', node, stage, evidence: `${stage} seen` })
  })
  final(run).push(member(node, '77'))
  return run
}

/** The checks that do not pass, with their verdicts. */
const caught = (run: Run): Record<string, string> =>
  Object.fromEntries(
    judge(run)
      .checks.filter(({ verdict }) => verdict !== 'pass')
      .map(({ id, verdict }) => [id, verdict]),
  )

/** The server of the made run loses its disk instead of ending: it comes back as another member. */
function wipedRun(): Run {
  const run = goodRun()
  const call = run.harness.find(record => record.type === 'fault' && record.step === 'call')
  Object.assign(call!, { kind: 'wipe', effect: { does: 'end', losesIdentity: true } })
  final(run).splice(1, 1, member('server:1', '77'))
  return run
}

test('a wiped server comes back as another member, and never as the one it was', { timeout: 30_000 }, () => {
  expect(caught(wipedRun())).toEqual({})
  const run = wipedRun()
  final(run).splice(1, 1, formed(run).find(({ node }) => node === 'server:1')!)
  expect(caught(run)).toEqual({ 'rejoin/server:1': 'fail' })
})

test('a member that was killed, then wiped, is the same between the two, and another one at the end', {
  timeout: 30_000,
}, () => {
  const struckTwice = (between: string) => {
    const run = wipedRun()
    const before = formed(run).find(({ node }) => node === 'server:1')!
    const call = {
      selector: 'server:1',
      reason: 'named',
      kind: 'kill',
      node: 'server:1',
      effect: { does: 'end' },
    } as const
    run.tell(42, { type: 'fault', fault: 'kill-0', step: 'call', ...call })
    run.tell(42.1, { type: 'fault', fault: 'kill-0', step: 'heal-call' })
    run.tell(42.2, { type: 'engine', node: 'server:1', action: 'die', exitCode: 137 })
    run.tell(42.3, { type: 'engine', node: 'server:1', action: 'start' })
    for (const word of run.prober) {
      const isBetween = word.atUs > 1_043_000_000 && word.type === 'etcd' && word.node === 'server:1'
      if (isBetween) Object.assign(word, { member: between === '' ? before.id : between })
    }
    return judge(run).checks.find(({ id }) => id === 'rejoin/server:1')!
  }
  expect(JSON.stringify(struckTwice('').reason)).not.toContain('member-changed')
  const before = formed(wipedRun()).find(member => member.node === 'server:1')!.id
  expect(struckTwice('66').reason).toEqual({ kind: 'member-changed', node: 'server:1', before, now: '66' })
})

test('a replaced server that comes back as another member passes', { timeout: 30_000 }, () => {
  expect(caught(replacedRun())).toEqual({})
})

test('a server that joins in time passes, also where it is all that happens', { timeout: 30_000 }, () => {
  const run = grownRun()
  const { checks } = judge(run)
  expect(caught(run)).toEqual({})
  expect(checks.find(({ id }) => id === 'join/server:3')).toMatchObject({
    measured: { unit: 'ms', value: 5800 },
    limit: { unit: 'ms', value: 8000 },
  })
  const alone = grownRun()
  alone.forget(({ type }) => type === 'fault')
  expect(Object.keys(caught(alone))).not.toContain('fault')
})

const defects: Record<string, { made: () => Run; plant: (run: Run) => unknown; caught: Record<string, string> }> = {
  'a replaced server is the member that it was': {
    made: replacedRun,
    plant: run => final(run).splice(1, 1, formed(run)[1]!),
    caught: { 'rejoin/server:1': 'fail' },
  },
  'the old member is listed beside the new one': {
    made: replacedRun,
    plant: run => final(run).push(formed(run)[1]!),
    caught: { 'rejoin/server:1': 'fail' },
  },
  'a replaced server stays a learner': {
    made: replacedRun,
    plant: run => Object.assign(final(run)[1]!, { voter: false }),
    caught: { 'rejoin/server:1': 'fail' },
  },
  'two of three voters were gone': {
    made: replacedRun,
    plant: run => change(run, 60, formed(run).slice(0, 1)),
    caught: { membership: 'fail' },
  },
  'nobody looked at the members meanwhile': {
    made: replacedRun,
    plant: run => run.forget(record => record.type === 'members' && record.purpose === 'changed'),
    caught: { membership: 'unknown' },
  },
  'an added server stays a learner': {
    made: grownRun,
    plant: run => Object.assign(final(run)[3]!, { voter: false }),
    caught: { 'join/server:3': 'fail' },
  },
  'an added server never votes, and that was seen': {
    made: grownRun,
    plant: run => {
      run.forget(record => record.type === 'recovered' && record.node === 'server:3' && record.stage === 'voter')
      run.tell(90, { type: 'final', subject: 'server:3 voter', holds: false, seen: 'it is a learner' })
    },
    caught: { 'join/server:3': 'fail', 'final-state': 'fail' },
  },
  'nobody saw that the balancer leads to it': {
    made: grownRun,
    plant: run =>
      run.forget(record => record.type === 'recovered' && record.node === 'server:3' && record.stage === 'balancer'),
    caught: { 'join/server:3': 'unknown' },
  },
  'an added server is too late': {
    made: grownRun,
    plant: run => Object.assign(run.manifest.limits, { joinMs: 5000 }),
    caught: { 'join/server:3': 'fail' },
  },
  'an added server ends and starts again': {
    made: grownRun,
    plant: run => {
      run.tell(42, { type: 'engine', node: 'server:3', action: 'die', exitCode: 1 })
      run.tell(42.1, { type: 'engine', node: 'server:3', action: 'start' })
    },
    caught: { restarts: 'fail' },
  },
  'another server restarted while one joined': {
    made: grownRun,
    plant: run => run.tell(42, { type: 'engine', node: 'server:2', action: 'die', exitCode: 1 }),
    caught: { restarts: 'fail' },
  },
}

test.each(Object.entries(defects))('%s: seen', { timeout: 30_000 }, (_name, { made, plant, caught: expected }) => {
  const run = made()
  plant(run)
  expect(caught(run)).toEqual(expected)
})
