import type { HarnessRecord } from '../history/records.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

type FinalRecord = Extract<HarnessRecord, { type: 'final' }>

/** After healing and settling, everything that was asked of the cluster holds. */
export function finalState({ history }: Facts): Finding[] {
  const head = { id: 'final-state', title: 'After healing the cluster is whole again' }
  const asked = history.harness.filter((record): record is FinalRecord => record.type === 'final')
  if (asked.length === 0) {
    const reason = 'nobody looked at the cluster after healing'
    return [{ ...head, ground: 'absence', verdict: 'unknown', reason, evidence: [] }]
  }
  // Asked more than once, a fact's last answer counts.
  const last = [...new Map(asked.map(record => [record.subject, record])).values()]
  const broken = last.filter(({ holds }) => !holds)
  const measured = `${last.length - broken.length} of ${last.length} hold`
  const limit = `${last.length}`
  if (broken.length === 0) {
    const reason = `all ${last.length} facts about the healed cluster hold`
    return [{ ...head, ground: 'absence', verdict: 'pass', reason, measured, limit, evidence: [] }]
  }
  const words = ({ subject, seen }: FinalRecord) => `${subject} (seen: ${seen})`
  const reason = `${broken.length} of ${last.length} facts about the healed cluster do not hold: ${broken.map(words).join(', ')}`
  const evidence = broken.map(record => ({ fromUs: record.atUs, toUs: record.atUs, text: words(record) }))
  return [{ ...head, ground: 'presence', verdict: 'fail', reason, measured, limit, evidence }]
}
