import { emptyHistory, type History } from '../../history/history.ts'
import type { Manifest } from '../../history/manifest.ts'
import type { HarnessRecord, Operation, ProberRecord, Sample, SeriesDefinition } from '../../history/records.ts'
import { randomFrom } from '../../base/seed.ts'
import { type Samples, samplesOf } from '../../history/samples.ts'
import { topologySchema } from '../../topology/topology.ts'
import { madeLedger } from './store.ts'

/** A record without its number and time, which the builder gives. */
export type Bare<T> = T extends unknown ? Omit<T, 'seq' | 'atUs'> : never

/** Seconds of the made run as the record's µs; the run begins at 1000 s of the clock. */
export const at = (seconds: number): number => 1_000_000_000 + Math.round(seconds * 1e6)

/** When things happen in the made run, in seconds: the leader server:1 is killed at 50 and starts again at 80. */
export const times = { begin: 0, steady: 40, fault: 50, elected: 57, hold: 50.5, heal: 80, settle: 82, control: 95, final: 102, end: 104 }
/** The outages that the control plants, in seconds. */
export const planted = { reset: [97, 97.5], drop: [99, 99.5] } as const

/** The made store's revision: it counts µs from the run's begin. */
const version = (us: number): string => String(us - at(0))
/** When a write probe's create takes effect, after its intended time. */
const effectUs = 4000

/** A made history, with what a test needs to plant a defect into it. */
export interface Run extends History {
  /** Adds one of the harness' records, in its place. */
  tell(seconds: number, record: Bare<HarnessRecord>): void
  /** Takes out the harness' records that match. */
  forget(matches: (record: HarnessRecord) => boolean): void
  /** Changes samples of one series that were due within [from, to) seconds. */
  change(series: string, from: number, to: number, change: (sample: Sample) => Partial<Sample> | undefined): void
}

/** The leader is killed, an election takes 7 s, everything comes back: a history that passes every check. */
export function goodRun(): Run {
  const history: History = { ...emptyHistory(structuredClone(manifest)), series: structuredClone(series) }
  const byTime = (a: { atUs: number }, b: { atUs: number }) => a.atUs - b.atUs
  const run: Run = {
    ...history,
    tell: (seconds, record) => {
      run.harness.push({ seq: run.harness.length, atUs: at(seconds), ...record } as HarnessRecord)
      run.harness.sort(byTime)
    },
    forget: matches => {
      run.harness = run.harness.filter(record => !matches(record))
    },
    change: (id, from, to, change) => {
      const due = ({ intendedUs }: Sample) => intendedUs >= at(from) && intendedUs < at(to)
      const samples = [...run.samples.get(id)!]
      run.samples.set(id, samplesOf(samples.map(sample => (due(sample) ? { ...sample, ...change(sample) } : sample))))
    },
  }
  for (const definition of run.series) run.samples.set(definition.id, madeSamples(definition))
  tellStory(run)
  run.prober = proberStory()
  const creates = run.series
    .flatMap(({ id }) => [...run.samples.get(id)!])
    .flatMap(({ object, resourceVersion }) =>
      object !== undefined && resourceVersion !== undefined ? [{ object, atUs: Number(resourceVersion) + at(0) }] : [],
    )
  run.ledger = madeLedger({
    random: randomFrom(7),
    fromUs: at(times.steady + 0.5),
    toUs: at(times.final - 0.5),
    gapUs: 500_000,
    lost: 60,
    leaderless: { fromUs: at(times.fault), toUs: at(times.elected) },
    creates,
    version,
  })
  return run
}

const operations: Operation[] = ['cached-read', 'quorum-read', 'write']

const series: SeriesDefinition[] = operations.flatMap(operation =>
  (['new', 'reused'] as const).map(connection => ({
    id: `lb/${operation}/${connection}`,
    path: 'lb' as const,
    operation,
    connection,
    intervalMs: 50,
    deadlineMs: operation === 'write' ? 15_000 : 5000,
  })),
)

const manifest: Manifest = {
  schema: 3,
  runId: 'made',
  scenario: { title: 'a crashed etcd leader', file: 'scenarios/server-crash.scenario.ts', tags: ['core'] },
  seed: 7,
  generator: 'xoroshiro128plus/pure-rand-8',
  holdfast: { version: '0.1.0', commit: 'made' },
  topology: topologySchema.parse({}),
  nodes: (['lb:0', 'client:0', 'server:0', 'server:1', 'server:2'] as const).map((id, index) => ({
    id,
    ip: `172.28.8.${[2, 3, 10, 11, 12][index]}`,
    mac: '02:42:00:00:00:00',
  })),
  limits: {
 series: {
    'cached-read': { longestOutageMs: 2000 },
    'quorum-read': { longestOutageMs: 12_000 },
    write: { longestOutageMs: 12_000 },
    },
scheduleMs: 35_000,
    rejoinMs: 60_000,
  },
  series,
  images: [],
  engine: { name: 'docker', version: '20.10.24', private: true },
  host: { kernel: '6.1', cores: 2, memoryBytes: 24 * 2 ** 30 },
  clock: { monotonicUs: at(0), wallMs: 1_760_000_000_000 },
  etcd: { heartbeatMs: 500, electionMs: 5000 },
  command: 'holdfast run scenarios/server-crash.scenario.ts --seed 7',
  streams: ['harness', 'client-0', 'ledger-0'],
}

/** The wall clock at a second of the made run. */
export const wallMs = (seconds: number): number => manifest.clock.wallMs + seconds * 1000

/** 20 Hz from steady to final, 5 ms each; what needs a quorum fails from the fault until the election is over. */
function madeSamples({ id, operation, connection, intervalMs, deadlineMs }: SeriesDefinition): Samples {
  const offset = series.findIndex(definition => definition.id === id) * 0.007
  const count = Math.floor((times.final - times.steady) / (intervalMs / 1000))
  const made = Array.from({ length: count }, (_, n): Sample => {
    const intendedUs = at(times.steady + offset + (n * intervalMs) / 1000)
    const object = operation === 'write' ? { object: `${id.replaceAll('/', '-')}-${n}` } : {}
    const sent = { sentUs: intendedUs + 200, connectedUs: intendedUs + 2000, requestSent: true }
    const common = { seq: n, atUs: intendedUs, type: 'sample', series: id, n, intendedUs } as const
    const cut = cutShort(connection, intendedUs, intervalMs)
    const acknowledged = operation === 'write' && cut?.outcome === 'ok'
    if (cut) return { ...common, ...object, ...cut, ...(acknowledged ? { resourceVersion: version(cut.endUs - 1337) } : {}) }
    const leaderless = operation !== 'cached-read' && intendedUs >= at(times.fault) && intendedUs < at(times.elected)
    const made = operation === 'write' ? { resourceVersion: version(intendedUs + effectUs) } : {}
    if (!leaderless) return { ...common, ...object, ...made, ...sent, endUs: intendedUs + 5000, outcome: 'ok' }
    return connection === 'new'
      ? { ...common, ...object, ...sent, endUs: intendedUs + deadlineMs * 1000, outcome: 'timeout', detail: 'deadline' }
      : { ...common, ...object, ...sent, endUs: intendedUs + 9000, outcome: '5xx', detail: '503' }
  })
  return samplesOf(made)
}

/** What a sample meets that is due while the wire is cut: a kept connection stands in a drop, and TCP sends again. */
function cutShort(connection: SeriesDefinition['connection'], us: number, intervalMs: number) {
  const { reset, drop } = planted
  if (us >= at(reset[0]) && us < at(reset[1])) return { sentUs: us + 200, endUs: us + 900, outcome: 'refused' } as const
  const againUs = connection === 'new' ? us + 1_005_000 : at(drop[1] + 0.1)
  const isLost = us >= at(drop[0]) && us < (connection === 'new' ? at(drop[1]) : againUs)
  if (!isLost) return undefined
  const isFirst = us - at(drop[0]) < intervalMs * 1000
  if (connection !== 'new' && !isFirst) return { endUs: us, outcome: 'blocked' } as const
  return { sentUs: us + 200, connectedUs: us + 2000, requestSent: true, endUs: againUs, outcome: 'ok' } as const
}

function tellStory({ tell }: Run): void {
  const members = (['server:0', 'server:1', 'server:2'] as const).map((node, index) => ({
    node,
    name: node.replace(':', '-'),
    id: `1000000000000000000${index}`,
    voter: true,
  }))
  const addresses = ['172.28.8.10', '172.28.8.11', '172.28.8.12']
  const phases = ['form', 'steady', 'fault', 'hold', 'heal', 'settle', 'control', 'final'] as const
  const edges = [times.begin, times.steady, times.fault - 0.2, times.hold, times.heal, times.settle, times.control, times.final, times.end]
  tell(0, { type: 'start', writer: 'harness', schema: 3 })
  phases.forEach((phase, index) => {
    tell(edges[index]!, { type: 'phase', phase, at: 'begin' })
    tell(edges[index + 1]! - 0.0001, { type: 'phase', phase, at: 'end' })
  })
  tell(1, { type: 'engine', node: 'server:1', action: 'start' })
  tell(9, { type: 'stage', stage: 'api-ready', node: 'server:0' })
  tell(39, { type: 'stage', stage: 'members-vote' })
  tell(39.5, { type: 'members', members, purpose: 'formed' })
  tell(40, { type: 'endpoints', addresses })
  // The old holder renewed its lease 1.5 s before it was killed; the new one has to wait for 15 s from then.
  const lease = 'kube-scheduler'
  const durationMs = 15_000
  tell(40, { type: 'lease', lease, holder: 'server-1_a', renewTimeMs: wallMs(38), acquireTimeMs: wallMs(12), durationMs, transitions: 0 })
  tell(48.6, { type: 'lease', lease, holder: 'server-1_a', renewTimeMs: wallMs(48.5), acquireTimeMs: wallMs(12), durationMs, transitions: 0 })
  const fault = 'f1'
  const node = 'server:1'
  tell(49.9, { type: 'fault', fault, step: 'role', evidence: 'server:1 leads term 2', proven: true, ageMs: 80 })
  tell(49.98, { type: 'fault', fault, step: 'call', kind: 'kill', node, selector: 'leader', reason: 'it leads term 2', effect: { does: 'end' } })
  tell(50, { type: 'engine', node, action: 'die', exitCode: 137 })
  tell(50, { type: 'fault', fault, step: 'begin', evidence: 'the engine saw server:1 die with exit code 137' })
  tell(50.2, { type: 'fault', fault, step: 'proof', evidence: 'its port refuses', proven: true })
  tell(57.1, { type: 'fault', fault, step: 'role', evidence: 'the term rose from 2 to 3', proven: true })
  tell(51, { type: 'pod', pod: 'try-1', stage: 'created', purpose: 'schedule' })
  tell(68, { type: 'lease', lease, holder: 'server-2_b', renewTimeMs: wallMs(67.8), acquireTimeMs: wallMs(67.8), durationMs, transitions: 1 })
  const acts = { type: 'audit', user: 'system:kube-scheduler', verb: 'create', resource: 'pods', name: 'try', code: 201 } as const
  tell(45, { ...acts, node: 'server:1' })
  tell(68.9, { ...acts, node: 'server:2' })
  tell(69, { type: 'pod', pod: 'try-1', stage: 'bound', purpose: 'schedule', node: 'server-0' })
  tell(69.9, { type: 'pod', pod: 'try-1', stage: 'started', purpose: 'schedule', node: 'server-0' })
  tell(70, { type: 'pod', pod: 'try-1', stage: 'running', purpose: 'schedule', node: 'server-0' })
  const replica = { type: 'pod', purpose: 'replica', node: 'server-1' } as const
  tell(40, { ...replica, pod: 'replica-1', stage: 'running' })
  tell(40, { ...replica, pod: 'replica-2', stage: 'running', node: 'server-2' })
  tell(72, { ...replica, pod: 'replica-1', stage: 'gone' })
  tell(73, { ...replica, pod: 'replica-3', stage: 'running', node: 'server-2' })
  tell(62, { type: 'node', node: 'server-1', ready: 'Unknown' })
  tell(84.8, { type: 'node', node: 'server-1', ready: 'True' })
  tell(65, { type: 'endpoints', addresses: ['172.28.8.10', '172.28.8.12'] })
  tell(80, { type: 'fault', fault, step: 'heal-call' })
  tell(80.4, { type: 'engine', node, action: 'start' })
  tell(80.6, { type: 'fault', fault, step: 'healed', evidence: 'it runs' })
  const stages = ['member', 'voter', 'ready', 'endpoints', 'balancer'] as const
  stages.forEach((stage, index) => {
    tell(83 + index, { type: 'recovered', node, stage, evidence: `${stage} seen` })
    tell(102.5, { type: 'final', subject: `${node} ${stage}`, holds: true, seen: stage })
  })
  tell(86, { type: 'endpoints', addresses })
  for (const kind of ['reset', 'drop'] as const) {
    const [from, to] = planted[kind]
    tell(from, { type: 'control', kind, step: 'begin', withinUs: 6000, evidence: 'made' })
    tell(to, { type: 'control', kind, step: 'end', withinUs: 6000, evidence: '9 packets hit' })
  }
  tell(102.6, { type: 'members', members: structuredClone(members), purpose: 'final' })
  tell(times.end, { type: 'end' })
}

/** Every member's word once a second; the new leader is first heard of at 56.9 s. */
export function proberStory(newTerm = '3'): History['prober'] {
  const ids = ['10000000000000000000', '10000000000000000001', '10000000000000000002'] as const
  const nodes = ['server:0', 'server:1', 'server:2'] as const
  const words: History['prober'] = []
  const say = (seconds: number, record: Bare<Exclude<ProberRecord, Sample>>) =>
    words.push({ seq: words.length, atUs: at(seconds), ...record } as History['prober'][number])
  say(39, { type: 'start', writer: 'client-0', schema: 3 })
  for (let second = 40; second < 50; second++) {
    nodes.forEach((node, index) => say(second, { type: 'etcd', node, member: ids[index]!, leader: ids[1], term: '2' }))
  }
  say(50.1, { type: 'etcd-silent', node: 'server:1', detail: 'no connection' })
  say(55, { type: 'etcd', node: 'server:0', member: ids[0], leader: '0', term: newTerm })
  for (let second = 56.9; second < 102; second++) {
    say(second, { type: 'etcd', node: 'server:2', member: ids[2], leader: ids[2], term: newTerm })
  }
  say(103, { type: 'end' })
  return words
}
