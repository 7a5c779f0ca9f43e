import { expect, test } from 'vitest'
import { agentPod, joinAgent } from '../__fixtures__/join-agent.ts'
import { at, goodRun, type Run, times } from '../__fixtures__/run.ts'
import { judge } from '../judge.ts'

/** What is said beside the verdict of a check of a made run, which is under `fast` unless it is said. */
function noteOf(id: string, run: Run) {
  const { verdict, underOwnTimers } = judge(run).checks.find(check => check.id === id)!
  return { verdict, underOwnTimers }
}

const standIn = {
  role: 'node',
  reference: 'holdfast/node',
  id: 'sha256:1',
  how: 'built',
  standIn: true,
  contents: 'made',
} as const

/** An agent that renews nothing for so many seconds from the fault on, and is taken for lost meanwhile. */
function silentAgent(seconds: number): Run {
  const run = joinAgent(goodRun())
  const [fromUs, toUs] = [at(times.fault), at(times.fault + seconds)]
  run.forget(({ type, atUs }) => type === 'heartbeat' && atUs > fromUs && atUs < toUs)
  run.tell(60, { type: 'node', node: 'agent-0', ready: 'Unknown' })
  run.tell(61, { ...agentPod, stage: 'gone' })
  return run
}

const ofAgent = (run: Run) => noteOf('agent/agent:0', run)

test('an agent that is silent for half a minute is lost under fast, and would stay Ready under the own timers', () => {
  expect(ofAgent(silentAgent(30))).toEqual({
    verdict: 'fail',
    underOwnTimers: {
      would: 'pass',
      isSure: true,
      because: { kind: 'silence', silentMs: 32_000, graceMs: 9000, ownGraceMs: 50_000 },
    },
  })
})

test('one that is silent for most of its grace may be, and what no timer brings about stays as it is', () => {
  expect(ofAgent(silentAgent(42)).underOwnTimers).toMatchObject({ would: 'pass', isSure: false })
  // The kubelet says of itself that it is not Ready.
  const ill = silentAgent(30)
  ill.tell(62, { type: 'node', node: 'agent-0', ready: 'False' })
  expect(ofAgent(ill)).toEqual({ verdict: 'fail', underOwnTimers: undefined })
  const evicted = silentAgent(30)
  evicted.forget(({ type, atUs }) => type === 'node' && atUs === at(60))
  expect(ofAgent(evicted)).toEqual({ verdict: 'fail', underOwnTimers: undefined })
  expect(ofAgent(silentAgent(4))).toEqual({ verdict: 'fail', underOwnTimers: undefined })
  // Whoever ran by them has nothing to say of others.
  const slow = silentAgent(30)
  slow.manifest.topology.timing = 'default'
  expect(ofAgent(slow)).toEqual({ verdict: 'fail', underOwnTimers: undefined })
})

/** Its leader hosts the only pod of CoreDNS, and pods ask it, for which an author allows so much. */
function withDns(longestOutageMs: number, plant: (run: Run) => void = () => {}): Run {
  const run = goodRun()
  const id = 'in-cluster/dns/new'
  const definition = { ...run.series[0]!, id, path: 'in-cluster', operation: 'dns', deadlineMs: 5000 } as const
  run.manifest.topology.addOns.coredns = 1
  run.manifest.series = [...run.manifest.series, definition]
  run.manifest.limits.series[id] = { longestOutageMs }
  run.series.push(definition)
  run.samples.set(id, run.samples.get('lb/cached-read/new')!)
  const call = run.harness.find(record => record.type === 'fault' && record.step === 'call')!
  Object.assign(call, { selector: 'host:coredns' })
  plant(run)
  return run
}

test('names that come back with another pod under fast come back with the node under the own timers', () => {
  const { verdict, underOwnTimers } = noteOf('outage/in-cluster/dns/new', withDns(28_000))
  expect(verdict).toBe('pass')
  expect(underOwnTimers).toMatchObject({ would: 'fail', isSure: true, because: { kind: 'gap', limitMs: 28_000 } })
  expect(noteOf('outage/in-cluster/dns/new', withDns(60_000)).underOwnTimers).toBeUndefined()
})

test('what failed is of other timers only where the model expects it here', () => {
  // The model gives at most 35 s here: what lasts longer failed by something else.
  const lost = (run: Run) => run.change('in-cluster/dns/new', 51, 92, () => ({ outcome: 'timeout' }))
  const id = 'outage/in-cluster/dns/new'
  expect(noteOf(id, withDns(36_000, lost))).toEqual({ verdict: 'fail', underOwnTimers: undefined })
})

test('a server that rejoins in time says where the clock of its published image might make it late', () => {
  const run = goodRun()
  run.manifest.images = [standIn]
  run.manifest.limits.rejoinMs = 30_000
  const { underOwnTimers } = noteOf('rejoin/server:1', run)
  expect(underOwnTimers).toEqual({
    would: 'fail',
    isSure: false,
    because: { kind: 'start', upToMs: 6600 + 33_500, limitMs: 30_000 },
  })
  run.manifest.limits.rejoinMs = 60_000
  expect(noteOf('rejoin/server:1', run).underOwnTimers).toBeUndefined()
  // The published image ran: it waited already.
  run.manifest.images = [{ ...standIn, standIn: false }]
  run.manifest.limits.rejoinMs = 30_000
  expect(noteOf('rejoin/server:1', run).underOwnTimers).toBeUndefined()
})

test('a series that no node timer reaches says nothing', () => {
  for (const { id, underOwnTimers } of judge(goodRun()).checks) expect({ id, underOwnTimers }).toEqual({ id })
})
