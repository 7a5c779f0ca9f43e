import type { Random } from '../../base/seed.ts'
import type { Operation, Outcome, Sample, SeriesDefinition } from '../../history/records.ts'

/** When the leader died and when a new one answered, in seconds of the watch. */
export const died = 12.012
export const elected = 19.104
/** When the control cut the wire. */
export const planted = { reset: [53, 53.51], drop: [55, 55.51] } as const

const definition = (operation: 'cached-read' | 'quorum-read' | 'write', connection: 'new' | 'reused'): SeriesDefinition => ({
  id: `lb/${operation}/${connection}`,
  path: 'lb',
  operation,
  connection,
  intervalMs: 50,
  deadlineMs: operation === 'write' ? 15_000 : 5000,
})

export const definitions: SeriesDefinition[] = (['cached-read', 'quorum-read', 'write'] as const).flatMap(operation => [
  definition(operation, 'new'),
  definition(operation, 'reused'),
])

const usualMs: Partial<Record<Operation, number>> = { 'cached-read': 3, 'quorum-read': 6, write: 11 }

/** 1200 attempts of one series; `us` turns seconds of the watch into the record's time. */
export function madeSamples(series: SeriesDefinition, random: Random, us: (seconds: number) => number): Sample[] {
  const offset = 0.1 + definitions.indexOf(series) * 0.008
  const samples: Sample[] = []
  let busyUntil = 0
  for (let n = 0; n < 1200; n++) {
    const intended = offset + n * 0.05
    const attempt = attemptAt(series, intended, n, busyUntil, random)
    if (series.connection === 'reused' && attempt.outcome !== 'blocked') busyUntil = attempt.end
    const sent = attempt.outcome === 'blocked' ? {} : { sentUs: us(intended) + 90 + random.below(200) }
    const requestSent = attempt.outcome === 'blocked' || attempt.outcome === 'refused' ? {} : { requestSent: true }
    const object =
      series.operation === 'write' && attempt.outcome !== 'blocked' ? { object: `${series.id.replaceAll('/', '-')}-${String(n).padStart(6, '0')}` } : {}
    samples.push({
      type: 'sample',
      seq: n + 8,
      atUs: us(attempt.end),
      series: series.id,
      n,
      intendedUs: us(intended),
      ...sent,
      endUs: us(attempt.end),
      outcome: attempt.outcome,
      detail: attempt.detail,
      ...object,
      ...requestSent,
    })
  }
  return samples
}

interface Attempt {
  end: number
  outcome: Outcome
  detail: string
}

function attemptAt(
  { operation, connection, deadlineMs }: SeriesDefinition,
  at: number,
  n: number,
  busyUntil: number,
  random: Random,
): Attempt {
  const spread = random.below(1000) / 1000
  const latency = (usualMs[operation]! * (0.7 + 2 * spread ** 9 + 0.4 * spread) + (connection === 'new' ? 7 : 0)) / 1000
  const ok = (end: number): Attempt => ({ end, outcome: 'ok', detail: operation === 'write' ? '201' : '200' })
  if (connection === 'reused' && at < busyUntil) return { end: at, outcome: 'blocked', detail: 'the connection was busy' }
  if (at > planted.reset[0] && at < planted.reset[1]) return { end: at + 0.001, outcome: 'refused', detail: 'ECONNREFUSED' }
  if (at > planted.drop[0] && at < planted.drop[1]) return ok(connection === 'new' ? at + 1 + latency : planted.drop[1] + 0.1)
  if (at < died - 0.02 || at > elected) return ok(at + latency)
  if (operation === 'cached-read') {
    const first = at < died + 0.19
    if (connection === 'reused') return first && at > died ? reset(died + 0.2) : ok(at + latency)
    return first && n % 3 === 0 ? reset(at + 0.003) : ok(at + latency + (n % 3 === 1 ? 0.03 : 0))
  }
  if (at < died) return reset(died + 0.001)
  if (connection === 'new' && n % 9 === 0) return { end: at + 0.004, outcome: 'refused', detail: 'ECONNREFUSED' }
  const deadline = at + deadlineMs / 1000
  if (operation === 'write' && at < died + 0.6) {
    return { end: at + 7, outcome: '5xx', detail: '500 etcdserver: request timed out' }
  }
  if (deadline < elected) return { end: deadline, outcome: 'timeout', detail: 'deadline' }
  return ok(elected + latency + (at - died) / 400)
}

const reset = (end: number): Attempt => ({ end, outcome: 'reset', detail: 'ECONNRESET' })
