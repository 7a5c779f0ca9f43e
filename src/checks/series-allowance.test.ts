import { expect, test } from 'vitest'
import type { FaultEffect } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import { at, goodRun, type Run } from './__fixtures__/run.ts'
import { gatherFacts } from './facts.ts'
import { judge } from './judge.ts'
import { allowanceOf } from './series-allowance.ts'

/** The leader of the made run is killed at 50 s and back by 90 s; then something happens to another server. */
function struckAgain(kind: string, node: NodeId, effect: FaultEffect): Run {
  const run = goodRun()
  run.manifest.limits = { series: {}, fromModel: ['write'] }
  run.tell(92, { type: 'fault', fault: `${kind}-2`, step: 'call', kind, node, selector: node, reason: 'named', effect })
  run.tell(92.2, { type: 'fault', fault: `${kind}-2`, step: 'heal-call' })
  return run
}
const writes = (run: Run) => run.manifest.series.find(({ id }) => id === 'lb/write/new')!
const allowance = (run: Run) => allowanceOf(writes(run), gatherFacts(run))
const seconds = (fromS: number, toS: number) => ({ fromUs: at(fromS), toUs: at(toS) })
const allowedS = (run: Run, fromS: number, toS: number) =>
  allowance(run)!
    .partsOf(seconds(fromS, toS))
    .map(({ limits }) => limits.longestOutageMs / 1000)

test('each fault has its own limit, and what meets two of them the greater one', () => {
  const run = struckAgain('kill', 'server:0', { does: 'end' })
  const [elected, reconnected] = [allowedS(run, 51, 58), allowedS(run, 93, 94)]
  expect(elected).toEqual([expect.closeTo(11.5)])
  expect(reconnected[0]).toBeLessThan(3)
  expect(allowedS(run, 90, 94)).toEqual(elected)
  // Who was about to fail when the second one struck is owed to that one.
  expect(allowedS(run, 91.9, 94)).toEqual(reconnected)
  expect(allowance(run)!.limit).toMatchObject({ from: 'model', mostMs: expect.closeTo(11_500) })
})

test('before any fault a reconnect is all that is allowed', () => {
  expect(allowedS(goodRunLimited(), 41, 42)).toEqual([2])
})

test('what theory has no number for is left out by name, and the rest is judged', () => {
  const run = struckAgain('loss', 'server:0', { does: 'degrade' })
  expect(allowedS(run, 93, 99)).toEqual([])
  expect(allowedS(run, 51, 58)).toEqual([expect.closeTo(11.5)])
  const { reason } = judge(run).checks.find(({ id }) => id === 'outage/lb/write/new')!
  expect(reason).toMatchObject({ seen: { kind: 'longest-outage', notJudgedAfter: ['loss-2'] } })
})

test('failures that go on until a fault without a number are judged up to it', () => {
  const run = struckAgain('loss', 'server:0', { does: 'degrade' })
  const everyThird = ({ n }: { n: number }) => (n % 3 === 0 ? { outcome: 'reset' as const } : undefined)
  run.change('lb/write/new', 57, 94, everyThird)
  const { reason } = judge(run).checks.find(({ id }) => id === 'outage/lb/write/new')!
  expect(reason).toMatchObject({
    seen: {
      kind: 'episode-broken',
      series: { operation: 'write', connection: 'new' },
      how: { kind: 'episode-long', lengthUs: 41_950_000, limitMs: 33_500 },
    },
  })
})

function goodRunLimited(): Run {
  const run = goodRun()
  run.manifest.limits = { series: {}, fromModel: ['write'] }
  return run
}
