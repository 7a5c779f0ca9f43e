import type { Sample } from '../history/records.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import type { Evidence } from './verdict.ts'

type Fate = 'acknowledged' | 'rejected' | 'indeterminate'

/** Objects of one kind of trouble that a reason and its evidence name. */
const named = 5

/**
 * What a write's answer promises: `ok` that it is there for good; a 4xx, or a request that never left, that it is not;
 * everything else (every 5xx, reset or time-out after a byte was sent) nothing.
 */
export function fateOf({ outcome, requestSent }: Sample): Fate {
  if (outcome === 'ok') return 'acknowledged'
  return outcome === '4xx' || outcome === '429' || !requestSent ? 'rejected' : 'indeterminate'
}

/** The ledger against the final reads: nothing acknowledged is lost, nothing rejected is there, nothing came by itself. */
export function ledger({ history }: Facts): Finding[] {
  // All samples, and not only judged ones: what a write promised counts in every phase.
  const writes = history.series
    .filter(({ operation }) => operation === 'write')
    .flatMap(({ id }) => [...(history.samples.get(id) ?? [])])
    .filter(({ object }) => object !== undefined)
  const reads = history.ledger.finalLists
    .filter(record => record.type === 'final-list')
    .map(({ atUs, objects }) => ({ atUs, objects: objects.map(({ name }) => name) }))
  if (writes.length === 0 && reads.length === 0) return []

  const fates = new Map<string, { fate: Fate; sample: Sample }>()
  for (const sample of writes) {
    const known = fates.get(sample.object!)
    const fate = fateOf(sample)
    // A name that was sent twice is bound by its best answer.
    if (known === undefined || rank[fate] > rank[known.fate]) fates.set(sample.object!, { fate, sample })
  }
  const of = (fate: Fate) => [...fates.values()].filter(entry => entry.fate === fate).map(({ sample }) => sample)
  const acknowledged = of('acknowledged')
  const contents = reads.map(({ atUs, objects }) => ({ atUs, objects: new Set(objects) }))
  const found = new Set(reads.flatMap(({ objects }) => objects))
  // Acknowledged after a read was over, a write cannot be in it.
  const lost = acknowledged.filter(({ object, endUs }) =>
    contents.some(({ atUs, objects }) => endUs <= atUs && !objects.has(object!)),
  )
  const visible = of('rejected').filter(({ object }) => found.has(object!))
  const operated = new Set(history.ledger.operations.map(({ object }) => object))
  const phantoms = [...found].filter(object => !fates.has(object) && !operated.has(object)).sort()
  const indeterminate = of('indeterminate')
  const there = indeterminate.filter(({ object }) => found.has(object!)).length

  const unread = reads.length === 0 ? 'the ledger was not read after healing' : undefined
  const silent = unread ?? (acknowledged.length === 0 ? 'no write was acknowledged, so none could be lost' : undefined)
  return [
    finding('acknowledged', 'Every acknowledged write is still there', {
      unknown: silent,
      count: lost.length,
      fail: `of ${acknowledged.length} acknowledged writes ${lost.length} are lost: ${names(lost.map(s => s.object!))}`,
      pass: `all ${acknowledged.length} acknowledged writes are in the final read; of ${indeterminate.length} indeterminate ones ${there} are`,
      evidence: evidenceOf(lost, 'acknowledged, and not in the final read'),
      measured: `${lost.length} of ${acknowledged.length} lost`,
      ground: 'presence',
    }),
    finding('rejected', 'No rejected write took effect', {
      unknown: unread,
      count: visible.length,
      fail: `${visible.length} rejected writes are in the final read: ${names(visible.map(s => s.object!))}`,
      pass: `none of ${of('rejected').length} rejected writes is in the final read`,
      evidence: evidenceOf(visible, 'rejected, and in the final read'),
      measured: `${visible.length} visible`,
      ground: 'presence',
    }),
    finding('phantom', 'Nothing is there that nobody wrote', {
      unknown: unread,
      count: phantoms.length,
      fail: `${phantoms.length} objects in the final read were never sent: ${names(phantoms)}`,
      pass: `all ${found.size} objects in the final read were sent`,
      evidence: reads.map(({ atUs }) => ({ fromUs: atUs, toUs: atUs, text: `never sent: ${names(phantoms)}` })),
      measured: `${phantoms.length} phantoms`,
      ground: 'absence',
    }),
  ]
}

const rank: Record<Fate, number> = { rejected: 0, indeterminate: 1, acknowledged: 2 }

interface Tally extends Pick<Finding, 'ground' | 'evidence'> {
  /** Why nothing can be said, if so. */
  unknown: string | undefined
  count: number
  fail: string
  pass: string
  measured: string
}

function finding(
  id: string,
  title: string,
  { unknown, count, fail, pass, measured, evidence, ground }: Tally,
): Finding {
  const head = { id: `ledger/${id}`, title, ground, limit: '0' }
  if (unknown !== undefined) return { ...head, verdict: 'unknown', reason: unknown, evidence: [] }
  return count > 0
    ? { ...head, verdict: 'fail', reason: fail, measured, evidence }
    : { ...head, verdict: 'pass', reason: pass, measured, evidence: [] }
}

const names = (objects: readonly string[]): string =>
  `${objects.slice(0, named).join(', ')}${objects.length > named ? ` and ${objects.length - named} more` : ''}`

const evidenceOf = (samples: readonly Sample[], what: string): Evidence[] =>
  samples.slice(0, named).map(({ intendedUs, endUs, object, series, n }) => ({
    fromUs: intendedUs,
    toUs: endUs,
    text: `${object} was ${what}`,
    samples: { series, from: n, to: n },
  }))
