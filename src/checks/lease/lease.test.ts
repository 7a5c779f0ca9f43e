import { describe, expect, test } from 'vitest'
import { goodRun, type Run, wallMs } from '../__fixtures__/run.ts'
import { judge } from '../judge.ts'

const check = (run: Run, id: string) => judge(run).checks.find(result => result.id === id)!
const taken = (run: Run) => run.harness.findLast(record => record.type === 'lease')!
const lease = 'kube-scheduler'
const act = {
  type: 'audit',
  user: 'system:kube-scheduler',
  verb: 'create',
  resource: 'pods',
  name: 'p',
  code: 201,
} as const

describe('a takeover', () => {
  test('after its time is measured from the last renewal', () => {
    const measured = { unit: 'hand-overs', value: 1, each: [{ lease, afterMs: 19_300 }] }
    expect(check(goodRun(), 'lease/takeover')).toMatchObject({ verdict: 'pass', measured })
  })

  test('may come at once when the holder released the lease', () => {
    const run = goodRun()
    Object.assign(taken(run), { acquireTimeMs: wallMs(50) })
    run.tell(49.5, { type: 'lease', lease, holder: '', renewTimeMs: wallMs(49.4), transitions: 0, durationMs: 1000 })
    expect(check(run, 'lease/takeover').verdict).toBe('pass')
  })

  test('may come at once when the holder was told to end and may have released the lease unseen', () => {
    const run = goodRun()
    Object.assign(taken(run), { acquireTimeMs: wallMs(52) })
    expect(check(run, 'lease/takeover').verdict).toBe('fail')
    const death = run.harness.find(record => record.type === 'engine' && record.action === 'die')!
    Object.assign(death, { exitCode: 0 })
    expect(check(run, 'lease/takeover').verdict).toBe('pass')
  })

  test('is not judged when the wall clock was set meanwhile', () => {
    const run = goodRun()
    Object.assign(taken(run), { acquireTimeMs: wallMs(52) })
    run.tell(55, { type: 'clock-step', stepMs: -8000 })
    expect(check(run, 'lease/takeover')).toMatchObject({
      verdict: 'unknown',
      reason: { kind: 'durations-unknown', leases: [lease] },
    })
  })

  test('is not judged when nobody knows how long the lease was good for', () => {
    const run = goodRun()
    for (const record of run.harness) if (record.type === 'lease') delete record.durationMs
    expect(check(run, 'lease/takeover').verdict).toBe('unknown')
  })

  test("of an apiserver's own lease is none", () => {
    const run = goodRun()
    for (const [seconds, holder] of [
      [50, 'apiserver-x_1'],
      [81, 'apiserver-x_2'],
    ] as const)
      run.tell(seconds, {
        type: 'lease',
        lease: 'apiserver-x',
        holder,
        renewTimeMs: wallMs(80),
        transitions: 0,
        durationMs: 3_600_000,
      })
    expect(check(run, 'lease/takeover').verdict).toBe('pass')
  })
})

describe('a former holder', () => {
  test.for([
    ['that renews its own lease', { verb: 'update', resource: 'leases', name: lease }],
    ['that only reads', { verb: 'list' }],
    ['that is refused', { code: 409 }],
    ['that tells of its end in an event', { resource: 'events' }],
    ['of another component', { user: 'system:kube-controller-manager' }],
  ] as const)('%s does not act', ([, change]) => {
    const run = goodRun()
    run.tell(69.5, { ...act, node: 'server:1', ...change })
    expect(check(run, 'lease/old-holder').verdict).toBe('pass')
  })

  test('that acts is caught, from the acquisition on', () => {
    const run = goodRun()
    run.tell(67.7, { ...act, node: 'server:1' })
    expect(check(run, 'lease/old-holder').verdict).toBe('pass')
    run.tell(67.9, { ...act, node: 'server:1' })
    expect(check(run, 'lease/old-holder')).toMatchObject({
      verdict: 'fail',
      reason: {
        violations: 1,
        first: [
          {
            kind: 'acted-late',
            lease,
            by: { user: 'system:kube-scheduler', node: 'server:1' },
            change: { verb: 'create', resource: 'pods', name: 'p' },
            holder: 'server-2_b',
          },
        ],
      },
    })
  })
  test('that was frozen meanwhile may act until its renewals have failed, and no longer', () => {
    const frozen = (seconds: number) => {
      const run = goodRun()
      const call = run.harness.find(record => record.type === 'fault' && record.step === 'call')!
      Object.assign(call, { kind: 'pause', effect: { does: 'freeze' } })
      run.tell(seconds, { ...act, node: 'server:1' })
      return check(run, 'lease/old-holder')
    }
    // It is thawed at 80 s.
    expect(frozen(90).reason).toMatchObject({ kind: 'lease/old-holder', unaware: 1, unawareForMs: 12_000 })
    expect(frozen(90).verdict).toBe('pass')
    expect(frozen(94).verdict).toBe('fail')
  })
})
