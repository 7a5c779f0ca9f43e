import { expect, test } from 'vitest'
import { goodRun, type Run } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

/** The made run over a database that dies at 75, starts at 88 and answers at 90: server:1 is started at 80 in between. */
function runOverDatabase(): Run {
  const run = goodRun()
  run.manifest.topology.datastore = 'postgres'
  run.manifest.nodes.push({ id: 'db:0', ip: '172.28.8.6', mac: '02:42:00:00:00:00' })
  const fault = 'stop-2'
  run.tell(75, {
    type: 'fault',
    fault,
    step: 'call',
    kind: 'stop',
    node: 'db:0',
    selector: 'db:0',
    reason: 'named',
    effect: { does: 'end', graceful: true },
  })
  run.tell(75.1, { type: 'fault', fault, step: 'begin', evidence: 'the engine saw db:0 die' })
  run.tell(75.1, { type: 'fault', fault, step: 'proof', proven: true, evidence: 'client:0 got no answer' })
  run.tell(75.2, { type: 'engine', node: 'db:0', action: 'die', exitCode: 0 })
  run.tell(88, { type: 'engine', node: 'db:0', action: 'start' })
  run.tell(88.1, { type: 'fault', fault, step: 'healed' })
  run.tell(90, { type: 'recovered', node: 'db:0', stage: 'answers', evidence: 'it answers' })
  return run
}

const verdictOf = (run: Run) => judge(run).checks.find(({ id }) => id === 'restarts')!

test('a server that is started while the database is away ends by design, again and again', () => {
  const run = runOverDatabase()
  for (const second of [83, 86]) {
    run.tell(second, { type: 'engine', node: 'server:1', action: 'die', exitCode: 1 })
    run.tell(second + 0.5, { type: 'engine', node: 'server:1', action: 'start' })
  }
  expect(verdictOf(run)).toMatchObject({
    verdict: 'pass',
    reason: { kind: 'no-unplanned-restart', byDesign: ['server:1'], storeAway: true },
  })
})

test('a server that was not started then, and one that ends once the database is back, are told of', () => {
  const other = runOverDatabase()
  other.tell(83, { type: 'engine', node: 'server:2', action: 'die', exitCode: 1 })
  expect(verdictOf(other).verdict).toBe('fail')
  const late = runOverDatabase()
  late.tell(83, { type: 'engine', node: 'server:1', action: 'die', exitCode: 1 })
  late.tell(92, { type: 'engine', node: 'server:1', action: 'start' })
  late.tell(94, { type: 'engine', node: 'server:1', action: 'die', exitCode: 1 })
  expect(verdictOf(late).verdict).toBe('fail')
})

test('a database that ends untold is told of', () => {
  const run = runOverDatabase()
  run.tell(93, { type: 'engine', node: 'db:0', action: 'die', exitCode: 137 })
  expect(verdictOf(run)).toMatchObject({ verdict: 'fail', reason: { kind: 'restarted-unplanned', nodes: ['db:0'] } })
})

test('the start after an end that a fault brought about may come when that is healed, and only that one', () => {
  const run = goodRun()
  const fault = 'mtu-2'
  const node = 'server:2'
  const effect = { does: 'degrade', aboveBytes: 1000 } as const
  run.tell(86, { type: 'fault', fault, step: 'call', kind: 'mtu', node, selector: node, reason: 'named', effect })
  run.tell(86.1, { type: 'fault', fault, step: 'begin', evidence: 'the kernel took it' })
  run.tell(86.2, { type: 'fault', fault, step: 'proof', proven: true, evidence: 'packets were struck' })
  run.tell(88, { type: 'engine', node, action: 'die', exitCode: 1 })
  run.tell(88.5, { type: 'fault', fault, step: 'healed' })
  run.tell(89, { type: 'engine', node, action: 'start' })
  expect(verdictOf(run).verdict).toBe('pass')
  run.tell(91, { type: 'engine', node, action: 'die', exitCode: 1 })
  run.tell(92, { type: 'engine', node, action: 'start' })
  expect(verdictOf(run)).toMatchObject({ verdict: 'fail', reason: { kind: 'restarted-unplanned', nodes: [node] } })
})
