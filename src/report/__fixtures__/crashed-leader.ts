import { faultInstances } from '../../checks/fault-instances.ts'
import { explainedTime } from '../../checks/attribution/explained-time.ts'
import type { SeriesTheory } from '../../checks/theory.ts'
import type { StageKind } from '../../prediction/stage-kind.ts'
import type { Episode, Judgement, Outage, SeriesFacts } from '../../checks/judgement.ts'
import { none } from '../../checks/measured.ts'
import type { CheckResult } from '../../checks/check-result.ts'
import type { OutageCheck } from '../../checks/outage-check.ts'
import { worst } from '../../checks/verdict.ts'
import type { History } from '../../history/history.ts'
import type { Sample, SeriesDefinition } from '../../history/records.ts'
import { crashedLeaderHistory, us } from './crashed-leader-history.ts'
import { died, elected } from './samples.ts'

const change = { fromTerm: '2', toTerm: '3', fromLeader: 'server:1', toLeader: 'server:2', termsElapsed: 1 }
const noGaps = { outages: [], episodes: [] }

function countOutcomes(samples: readonly Sample[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { outcome } of samples) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

function outage(samples: readonly Sample[], fromUs: number, toUs: number): Outage {
  const within = samples.filter(sample => sample.intendedUs >= fromUs && sample.intendedUs < toUs)
  const { ok: _, ...outcomes } = countOutcomes(within)
  return {
    fromUs,
    toUs,
    closed: true,
    firstSample: within[0]!.n,
    lastSample: within.at(-1)!.n,
    outcomes,
    causes: [{ kind: 'election', fromUs: us(died), toUs: us(elected), event: change }],
    unexplainedUs: Math.max(0, toUs - us(elected)),
  }
}

const episode = (samples: readonly Sample[], fromUs: number, toUs: number): Episode => {
  const within = samples.filter(sample => sample.intendedUs >= fromUs && sample.intendedUs < toUs)
  const bad = within.filter(sample => sample.outcome !== 'ok' || sample.endUs - sample.intendedUs > 250_000).length
  return { fromUs, toUs, bad, total: within.length, longestAllBadUs: toUs - fromUs }
}

function factsOf(definition: SeriesDefinition, samples: readonly Sample[]): SeriesFacts {
  const latencies = samples
    .filter(sample => sample.outcome === 'ok')
    .map(sample => (sample.endUs - sample.intendedUs) / 1000)
    .toSorted((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))]!
  const byOutcome = countOutcomes(samples)
  const hit = definition.operation !== 'cached-read'
  const end = us(elected + (definition.connection === 'reused' ? 0.031 : 0.014))
  const gap = {
    outages: [outage(samples, us(died - 0.008), end)],
    episodes: [episode(samples, us(died - 0.008), us(elected))],
  }
  return {
    definition,
    samples: samples.length,
    byOutcome,
    availability: (byOutcome.ok ?? 0) / samples.length,
    latencyMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) },
    failed: hit && definition.operation !== 'write' ? gap : noGaps,
    stalled: hit ? gap : noGaps,
  }
}

const theory: SeriesTheory = {
  gap: { fromMs: 4000, toMs: 9500 },
  basis: {
    kind: 'election',
    waits: 'requests',
    band: { fromMs: 4000, toMs: 9500 },
    timers: { heartbeatMs: 500, electionMs: 5000 },
  },
  elections: { expected: true, seen: [{ fromTerm: '2', toTerm: '3', termsElapsed: 1 }] },
}

function seriesCheck({ definition, samples, stalled }: SeriesFacts): CheckResult<OutageCheck> {
  const { id, path, operation, connection } = definition
  const of = { path, operation, connection }
  const limitMs = operation === 'cached-read' ? 2000 : 12_000
  const head = {
    id: `outage/${id}`,
    promise: { kind: 'outage', series: id, of, withinMs: limitMs },
    verdict: 'pass',
    limit: { unit: 'ms', value: limitMs },
  } as const
  const [longest] = stalled.outages
  if (longest === undefined) {
    return {
      ...head,
      reason: { kind: 'no-outage', series: of, samples, stalledMs: 250, notJudgedAfter: [] },
      measured: { unit: 'ms', value: 0 },
      theory: { basis: { kind: 'connect-limit', limitMs: 100 } },
      evidence: [],
    }
  }
  const { fromUs, toUs, firstSample, lastSample } = longest
  return {
    ...head,
    reason: longestOutage(of, toUs - fromUs, limitMs),
    measured: { unit: 'ms', value: (toUs - fromUs) / 1000 },
    theory: theory,
    evidence: [
      {
        fromUs,
        toUs,
        seen: { kind: 'outage', outage: longest },
        samples: { series: id, from: firstSample, to: lastSample },
      },
    ],
  }
}

const longestOutage = (series: Pick<SeriesDefinition, 'path' | 'operation' | 'connection'>, lengthUs: number, limitMs: number) =>
  ({ kind: 'longest-outage', series, lengthUs, isOpen: false, after: [], limitMs, notJudgedAfter: [] }) as const

const at = (fromS: number, toS: number) => ({ fromUs: us(fromS), toUs: us(toS) })

const otherChecks: CheckResult[] = [
  {
    id: 'fault/kill-1',
    promise: { kind: 'fault', fault: 'kill-1', name: 'kill', node: 'server:1', selector: 'leader' },
    verdict: 'pass',
    reason: { kind: 'fault-proven', node: 'server:1', afterCallUs: 26_000 },
    evidence: [
      { ...at(11.986, 42.63), seen: { kind: 'fault-called', name: 'kill', choice: 'leads etcd' } },
      { ...at(12.012, 12.012), seen: { kind: 'recorded', text: 'the engine saw server:1 die with exit code 137' } },
      { ...at(12.31, 12.31), seen: { kind: 'recorded', text: 'its port refuses' } },
    ],
  },
  {
    id: 'schedule',
    promise: { kind: 'schedule' },
    verdict: 'pass',
    reason: { kind: 'pod-ran', pod: 'canary-1', afterUs: 3_400_000, limitMs: 35_000 },
    measured: { unit: 'ms', value: 3400 },
    limit: { unit: 'ms', value: 35_000 },
    theory: { basis: { kind: 'scheduler-moves', band: { fromMs: 13_000, toMs: 29_000 } } },
    evidence: [
      { ...at(30, 33.4), seen: { kind: 'pod-followed', pod: 'canary-1', boundAfterUs: 900_000, runningAfterUs: 3_400_000 } },
    ],
  },
  {
    id: 'rejoin/server:1',
    promise: { kind: 'rejoin', node: 'server:1', isReplaced: false },
    verdict: 'pass',
    reason: { kind: 'arrived', node: 'server:1', way: 'rejoin', afterUs: 8_690_000, limitMs: 60_000 },
    measured: { unit: 'ms', value: 8690 },
    limit: { unit: 'ms', value: 60_000 },
    evidence: [{ ...at(42.61, 51.3), seen: { kind: 'stages-reached', stages: [{ stage: 'balancer', afterUs: 8_690_000 }] } }],
  },
  {
    id: 'ledger/acknowledged',
    promise: { kind: 'ledger/acknowledged' },
    verdict: 'pass',
    reason: {
      kind: 'ledger/acknowledged',
      violations: 0,
      first: [],
      acknowledged: 2254,
      indeterminate: 16,
      tookEffect: 3,
      lists: ['lb'],
    },
    measured: none,
    limit: none,
    evidence: [],
  },
  {
    id: 'ledger/rejected',
    promise: { kind: 'ledger/rejected' },
    verdict: 'pass',
    reason: { kind: 'ledger/rejected', violations: 0, first: [], writes: 16 },
    measured: none,
    limit: none,
    evidence: [],
  },
  {
    id: 'restarts',
    promise: { kind: 'restarts' },
    verdict: 'pass',
    reason: { kind: 'no-unplanned-restart', byDesign: [], unrenewedMs: 10_000, storeAway: false },
    measured: none,
    limit: none,
    evidence: [],
  },
]

interface Judged {
  history: History
  judgement: Judgement
}

/** A run that held, and what the checks say of it; `change` turns single checks into what a test needs. */
export function crashedLeader(change: Record<string, Partial<CheckResult>> = {}): Judged {
  const history = crashedLeaderHistory()
  const series = history.series.map(definition => factsOf(definition, [...history.samples.get(definition.id)!]))
  const checks = [...series.map(seriesCheck), ...otherChecks].map(check => ({ ...check, ...change[check.id] }))
  const after = (seconds: number) => Math.round(seconds * 1000)
  const recovered = (stage: StageKind, at: number, from: 'fault' | 'start') => ({
    fault: 'kill-1',
    stage,
    atUs: us(at),
    afterMs: after(at - (from === 'fault' ? died : 42.61)),
    from,
  })
  return {
    history,
    judgement: {
      verdict: worst(checks.map(check => check.verdict)),
      checks,
      faults: faultInstances(history),
      series,
      explained: explainedTime(series),
      formation: [
        { stage: 'started', afterMs: 1300 },
        { stage: 'etcd-answers', node: 'server:0', afterMs: 14_820 },
        { stage: 'api-ready', node: 'server:1', afterMs: 24_100 },
        { stage: 'api-ready', node: 'server:2', afterMs: 33_650 },
        { stage: 'members-vote', afterMs: 40_230 },
        { stage: 'nodes-ready', afterMs: 42_310 },
        { stage: 'formed', afterMs: 43_300 },
      ],
      recovery: [
        recovered({ kind: 'not-ready', node: 'server:1' }, elected, 'fault'),
        recovered({ kind: 'operation-back', operation: 'write', by: 'client' }, elected + 0.014, 'fault'),
        recovered({ kind: 'lease-moved', lease: 'kube-scheduler' }, 28, 'fault'),
        recovered({ kind: 'rejoined', node: 'server:1', stage: 'member' }, 45.1, 'start'),
        recovered({ kind: 'rejoined', node: 'server:1', stage: 'voter' }, 45.1, 'start'),
        recovered({ kind: 'rejoined', node: 'server:1', stage: 'endpoints' }, 49.2, 'start'),
        recovered({ kind: 'rejoined', node: 'server:1', stage: 'ready' }, 50.8, 'start'),
        recovered({ kind: 'rejoined', node: 'server:1', stage: 'balancer' }, 51.3, 'start'),
      ],
      predictions: {
        series: [
          {
            series: 'lb/write/new',
            faults: ['kill-1'],
            ...theory,
            partly: { share: 1 / 3, forMs: 13_600 },
            measuredMs: 7110,
          },
          {
            series: 'lb/cached-read/new',
            faults: ['kill-1'],
            gap: { fromMs: 0, toMs: 650 },
            partly: { share: 1 / 3, forMs: 13_600 },
            basis: { kind: 'connect-limit', limitMs: 100 },
            meetsLost: { share: 1 / 3, forMs: 13_600 },
            measuredMs: 0,
          },
          {
            series: 'lb/cached-read/reused',
            faults: ['kill-1'],
            gap: { fromMs: 0, toMs: 100 },
            basis: { kind: 'reconnect' },
            measuredMs: 1400,
            disagreement: {
              byMs: 1300,
              side: 'above',
              lookAt: 'harness',
              because: { kind: 'host-cpu', us: 1_200_000 },
            },
          },
          { series: 'lb/stream/reused-h2', faults: ['kill-1'], basis: { kind: 'no-theory' }, measuredMs: 0 },
        ],
        restarts: [
          {
            node: 'server:2',
            band: { fromMs: 8000, toMs: 12_000 },
            deadlineMs: 10_000,
            isSure: true,
          },
        ],
      },
    },
  }
}

/** The same run with a write outage over its limit and a pod that nobody can judge. */
export const failedRun = (): Judged =>
  crashedLeader({
    'outage/lb/write/new': {
      verdict: 'fail',
      limit: { unit: 'ms', value: 5000 },
      reason: longestOutage({ path: 'lb', operation: 'write', connection: 'new' }, 7_110_000, 5000),
    },
    schedule: { verdict: 'unknown', measured: { outcome: 'never' }, reason: { kind: 'no-pod-created' } },
  })
