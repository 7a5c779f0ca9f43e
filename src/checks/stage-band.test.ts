import { expect, test } from 'vitest'
import { goodRun } from './__fixtures__/run.ts'
import { gatherFacts } from './facts.ts'
import { stageBand } from './stage-band.ts'

const bands = (change: (run: ReturnType<typeof goodRun>) => void = () => {}) => {
  const run = goodRun()
  change(run)
  const facts = gatherFacts(run)
  const of = (stage: string) => stageBand(stage, facts.faults[0]!, facts)
  return Object.fromEntries(
    ['lease kube-scheduler moved', 'node NotReady noticed', 'endpoints without server:1', 'quorum reads back'].map(
      stage => [stage, of(stage) && [of(stage)!.fromMs / 1000, of(stage)!.toMs / 1000]],
    ),
  )
}
const call = (run: ReturnType<typeof goodRun>) =>
  run.harness.find(record => record.type === 'fault' && record.step === 'call')!

test("a crash of etcd's leader: the figures that the sources give", () => {
  expect(bands()).toEqual({
    'lease kube-scheduler moved': [13, 29],
    'node NotReady noticed': [7, 19.5],
    'endpoints without server:1': [24, 40],
    'quorum reads back': [4, 9.5],
  })
})

test('a crash of a follower', () => {
  expect(bands(run => Object.assign(call(run), { node: 'server:0' }))).toMatchObject({
    'lease kube-scheduler moved': [13, 22],
    'quorum reads back': undefined,
  })
})

test("under the distribution's own timers, and when the node monitor itself was on the victim", () => {
  const slow = (run: ReturnType<typeof goodRun>) => Object.assign(run.manifest.topology, { timing: 'default' })
  expect(bands(slow)['node NotReady noticed']).toEqual([40, 64.5])
  const both = bands(run => {
    const lease = {
      type: 'lease',
      lease: 'kube-controller-manager',
      holder: 'server-1_x',
      renewTimeMs: 0,
      transitions: 0,
    } as const
    run.tell(41, lease)
  })
  expect(both['node NotReady noticed']).toEqual([20, 39])
})

test('of a pause theory says nothing', () => {
  expect(
    Object.values(bands(run => Object.assign(call(run), { kind: 'pause' }))).every(band => band === undefined),
  ).toBe(true)
})

test('of the only replica of the DNS it is that of its pod; of two, half of the answers until the node is NotReady', () => {
  const band = (coredns: number, stage: string) => {
    const run = goodRun()
    Object.assign(call(run), { node: 'server:0', selector: 'host:coredns' })
    Object.assign(run.manifest.topology, { addOns: { coredns, metricsServer: false } })
    const facts = gatherFacts(run)
    return stageBand(stage, facts.faults[0]!, facts)
  }
  expect(band(1, 'DNS answers from a pod back')).toEqual(band(1, 'pods of server:0 replaced'))
  expect(band(2, 'DNS answers from a pod back')).toEqual({ fromMs: 0, toMs: 10_000 })
  expect(band(1, 'answers of a Service from a pod back')).toEqual({ fromMs: 0, toMs: 10_000 })
})
