import { formatMs } from '../base/duration.ts'
import type { HarnessRecord } from '../history/records.ts'
import { renewDeadlineMs } from '../prediction/timers.ts'
import { endedByDesign } from './ended-by-design.ts'
import type { Facts } from './facts.ts'
import { struck } from './fault-times.ts'
import type { Finding } from './finding.ts'

type EngineRecord = Extract<HarnessRecord, { type: 'engine' }>

/** From formation's end no server or balancer ends or starts but by a fault, or as theory predicts. */
export function restarts(facts: Facts): Finding[] {
  const { harness } = facts.history
  const fromUs = facts.phases.span('form')?.toUs ?? harness[0]?.atUs ?? 0
  const toUs = facts.phases.span('steady', 'change', 'fault', 'hold', 'heal', 'settle', 'final', 'control')?.toUs ?? 0
  const events = harness.filter(
    (record): record is EngineRecord =>
      record.type === 'engine' &&
      (record.action === 'die' || record.action === 'start') &&
      !record.node.startsWith('client:') &&
      record.atUs > fromUs &&
      record.atUs <= toUs,
  )
  const untold = events.filter(event => !told(event, facts))
  const predicted = new Set(untold.filter(event => endedByDesign(event, untold, facts)))
  const bad = untold.filter(event => !predicted.has(event))
  const nodes = [...new Set(bad.map(({ node }) => node))].sort()
  const exits = [...new Set([...predicted].map(({ node }) => node))].sort()
  const head = { id: 'restarts', title: 'Nobody restarted who was neither told to nor predicted to', limit: '0' }
  if (bad.length > 0) {
    const reason = `${nodes.join(', ')} ended or started without being told to: ${bad.map(wordsOf).join(', ')}`
    const evidence = bad.map(event => ({ fromUs: event.atUs, toUs: event.atUs, text: wordsOf(event) }))
    return [{ ...head, ground: 'presence', verdict: 'fail', reason, measured: `${nodes.length}`, evidence }]
  }
  const aside =
    exits.length === 0
      ? ''
      : `; ${exits.join(', ')} ended by design, unable to renew a lease for ${formatMs(renewDeadlineMs.kube)}${storeWords(facts)}`
  const evidence = [...predicted].map(event => ({ fromUs: event.atUs, toUs: event.atUs, text: wordsOf(event) }))
  return [
    {
      ...head,
      ground: 'absence',
      verdict: 'pass',
      reason: `no server restarted untold${aside}`,
      measured: '0',
      evidence,
    },
  ]
}

const storeWords = ({ storeUnavailable }: Facts): string =>
  storeUnavailable.length === 0 ? '' : ', or to find the datastore at its start'

const wordsOf = ({ node, action, exitCode }: EngineRecord): string =>
  action === 'die' ? `${node} died${exitCode === undefined ? '' : ` with exit code ${exitCode}`}` : `${node} started`

/** A fault named this node, and was on; or the node was added, and this is its first start; or it was to be refused. */
const told = (event: EngineRecord, { faults, history: { harness } }: Facts): boolean =>
  faults.some(fault => struck(fault, event)) ||
  isFirstStart(event, harness) ||
  harness.some(record => record.type === 'intruder' && record.node === event.node)

function isFirstStart({ node, action, atUs }: EngineRecord, harness: readonly HarnessRecord[]): boolean {
  const isAdded = harness.some(record => record.type === 'addition' && record.node === node)
  return isAdded && action === 'start' && !harness.some(r => r.type === 'engine' && r.node === node && r.atUs < atUs)
}
