import type { WatchSessionRecord } from '../../history/ledger-records.ts'
import type { ProbePath } from '../../history/records.ts'
import type { Evidence } from '../check-result.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import type { WatchStory } from './watch-story.ts'

/** What a server answered to a watch that wanted to go on. */
interface Answer {
  status: number
  reason?: string
}

type Seen =
  | { kind: 'listed-anew'; watcher: string; path: ProbePath }
  | { kind: 'not-resumed'; watcher: string; path: ProbePath; version: string; answer: Answer }
  | { kind: 'never-resumed'; watcher: string; refusals: number; last: Answer }

/** What is said of watches that ended. */
export type WatchResumableCheck = TallyCheck<
  'watch/resumable',
  { resumed: number; gone: number },
  Seen,
  { kind: 'nobody-answered'; watchers: string[] }
>

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
  broken: Evidence<Seen>[]
  /** Watchers that found nobody to answer to the end. */
  waiting: string[]
}

/** A watch that ended goes on from its last version on any server, or is told 410. */
export function watchResumable({ ledger: { watchers } }: Facts): Finding<WatchResumableCheck>[] {
  if (watchers.length === 0) return []
  const total: Resumes = { resumed: 0, gone: 0, broken: [], waiting: [] }
  for (const story of watchers) follow(story, total)
  const finding = never({
    kind: 'watch/resumable',
    evidenceKind: 'presence',
    violations: total.broken,
    show: evidence => evidence,
    counts: { resumed: total.resumed, gone: total.gone },
    unknown: total.waiting.length > 0 ? { kind: 'nobody-answered', watchers: total.waiting } : undefined,
  })
  const measured = { unit: 'resumptions', value: total.resumed, gone: total.gone } as const
  return [finding.verdict === 'pass' ? { ...finding, measured } : finding]
}

function follow({ watcher, course }: WatchStory, total: Resumes): void {
  /** Set while it has nothing to begin with but a list: at first, and after a 410. */
  let mayList = true
  let isFirst = true
  /** Since when no stream stands, and how many servers refused to go on. */
  let failing: { atUs: number; refusals: number; last?: Answer } | undefined
  for (const record of course) {
    if (record.type !== 'watch-session') continue
    const { step, atUs, path } = record
    const told = (seen: Seen): Evidence<Seen> => ({ fromUs: failing?.atUs ?? atUs, toUs: atUs, seen })
    if (step === 'list') {
      if (!mayList) total.broken.push(told({ kind: 'listed-anew', watcher, path }))
      mayList = false
      isFirst = true
      failing = undefined
    }
    if (step === 'open') failing ??= { atUs, refusals: 0 }
    if (isExpiry(record)) {
      total.gone++
      mayList = true
      failing = undefined
    } else if (step === 'answered' && record.status === 200) {
      if (!isFirst) total.resumed++
      isFirst = false
      failing = undefined
    } else if (step === 'answered') {
      const answer = { status: record.status, ...(record.reason && { reason: record.reason }) }
      if (!isRetriable(record.status))
        total.broken.push(told({ kind: 'not-resumed', watcher, path, version: record.from, answer }))
      if (failing) failing = { ...failing, refusals: failing.refusals + 1, last: answer }
    }
    // One that came as far as it should may have been ended in the middle of going on.
    if (step !== 'end' || record.seen || failing === undefined) continue
    const { refusals, last } = failing
    if (last === undefined) total.waiting.push(watcher)
    else total.broken.push(told({ kind: 'never-resumed', watcher, refusals, last }))
  }
}

const isExpiry = (record: WatchSessionRecord): boolean =>
  (record.step === 'answered' && record.status === gone) || (record.step === 'closed' && record.expired === true)
