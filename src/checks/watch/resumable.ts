import type { WatchSessionRecord } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import type { Evidence } from '../verdict.ts'
import type { WatchStory } from './watch-story.ts'

const gone = 410

/**
 * What a client tries again after: overload, and a server's own trouble, of which client-go's watches take 500 too.
 * Everything else that is neither a stream nor 410 says that the version is no good without saying so.
 */
const isRetriable = (status: number): boolean => status === 429 || status >= 500

interface Resumes {
  resumed: number
  /** How often a server said that the version is gone. */
  gone: number
  broken: Evidence[]
  /** Watchers that found nobody to answer to the end. */
  waiting: string[]
}

/** A watch that ended goes on from its last version on any server, or is told 410. */
export function watchResumable({ ledger: { watchers } }: Facts): Finding[] {
  if (watchers.length === 0) return []
  const total: Resumes = { resumed: 0, gone: 0, broken: [], waiting: [] }
  for (const story of watchers) follow(story, total)
  const finding = never({
    id: 'watch/resumable',
    title: 'A watch that ended goes on from its last version on any server, or is told 410',
    ground: 'presence',
    violations: total.broken,
    show: evidence => evidence,
    among: `beside ${total.resumed} watches that went on`,
    what: 'could not',
    pass: `${total.resumed} times a watch that had ended went on from its last version, and ${total.gone} times the server said 410`,
    unknown: total.waiting.length > 0 ? `in the end nobody answered ${total.waiting.join(', ')}` : undefined,
  })
  return [
    finding.verdict === 'pass' ? { ...finding, measured: `${total.resumed} resumed, ${total.gone} told 410` } : finding,
  ]
}

function follow({ watcher, course }: WatchStory, total: Resumes): void {
  /** Set while it has nothing to begin with but a list: at first, and after a 410. */
  let mayList = true
  let isFirst = true
  /** Since when no stream stands, and how many servers refused to go on. */
  let failing: { atUs: number; refusals: number; last: string } | undefined
  for (const record of course) {
    if (record.type !== 'watch-session') continue
    const { step, atUs, path } = record
    const told = (text: string): Evidence => ({ fromUs: failing?.atUs ?? atUs, toUs: atUs, text: `${watcher} ${text}` })
    if (step === 'list') {
      if (!mayList) total.broken.push(told(`listed anew on ${path}, and nobody had told it 410`))
      mayList = false
      isFirst = true
      failing = undefined
    }
    if (step === 'open') failing ??= { atUs, refusals: 0, last: 'no answer' }
    if (isExpiry(record)) {
      total.gone++
      mayList = true
      failing = undefined
    } else if (step === 'answered' && record.status === 200) {
      if (!isFirst) total.resumed++
      isFirst = false
      failing = undefined
    } else if (step === 'answered') {
      const words = `${record.status}${record.reason ? ` ${record.reason}` : ''}`
      if (!isRetriable(record.status))
        total.broken.push(told(`was to go on from version ${record.from} on ${path}, which answered ${words}`))
      if (failing) failing = { ...failing, refusals: failing.refusals + 1, last: words }
    }
    // One that came as far as it should may have been ended in the middle of going on.
    if (step !== 'end' || record.seen || failing === undefined) continue
    if (failing.refusals === 0) total.waiting.push(watcher)
    else total.broken.push(told(`never went on; the last of ${failing.refusals} answers was ${failing.last}`))
  }
}

const isExpiry = (record: WatchSessionRecord): boolean =>
  (record.step === 'answered' && record.status === gone) || (record.step === 'closed' && record.expired === true)
