import type { WatchEventRecord } from '../../history/ledger-records.ts'
import type { Evidence } from '../check-result.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { evidenceOf } from '../ledger/write.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import type { NoEventReported } from './event-check.ts'
import { type EventSeen, eventSeen } from './watch-story.ts'

type Reported = { watcher: string; event: EventSeen }

type Seen =
  | { kind: 'reported-differently'; reported: [Reported, Reported] }
  /** Not the change that a writer made under that version. */
  | { kind: 'reported-otherwise'; reported: Reported; client: string; object: string }

/** What is said of what watchers and writers were told. */
export type WatchAgreementCheck = TallyCheck<
  'watch/agreement',
  { versions: number; watchers: number },
  Seen,
  NoEventReported
>

/** All watchers, and the writers, mean the same by a version: so they agree on the order of all events. */
export function watchAgreement({ ledger: { watchers, reported, commits } }: Facts): Finding<WatchAgreementCheck>[] {
  if (watchers.length === 0) return []
  const differences: Evidence<Seen>[] = reported.conflicts.map(({ one, other }) => differ(one, other))
  for (const commit of commits) {
    const event = reported.byVersion.get(commit.resourceVersion)
    if (event === undefined || (event.object === commit.object && event.value === commit.value)) continue
    const { client, object } = commit
    differences.push(evidenceOf(commit, { kind: 'reported-otherwise', reported: reportOf(event), client, object }))
  }
  return [
    never({
      kind: 'watch/agreement',
      evidenceKind: 'presence',
      violations: differences,
      show: difference => difference,
      counts: { versions: reported.byVersion.size, watchers: watchers.length },
      unknown: reported.byVersion.size === 0 ? { kind: 'no-event-reported' } : undefined,
    }),
  ]
}

const differ = (one: WatchEventRecord, other: WatchEventRecord): Evidence<Seen> => ({
  fromUs: Math.min(one.atUs, other.atUs),
  toUs: Math.max(one.atUs, other.atUs),
  seen: { kind: 'reported-differently', reported: [reportOf(one), reportOf(other)] },
})

const reportOf = (record: WatchEventRecord): Reported => ({ watcher: record.watcher, event: eventSeen(record) })
