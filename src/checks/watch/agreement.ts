import type { WatchEventRecord } from '../../history/ledger-records.ts'
import type { Evidence } from '../check-result.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { evidenceOf } from '../ledger/write.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import type { NoEventTold } from './event-check.ts'
import { type EventSeen, eventSeen } from './watch-story.ts'

type Told = { watcher: string; event: EventSeen }

type Seen =
  | { kind: 'told-differently'; told: [Told, Told] }
  /** A watcher was told of another change than a writer made under that version. */
  | { kind: 'told-otherwise'; told: Told; client: string; object: string }

export type WatchAgreementCheck = TallyCheck<
  'watch/agreement',
  { versions: number; watchers: number },
  Seen,
  NoEventTold
>

/** All watchers, and the writers, mean the same by a version: so they agree on the order of all events. */
export function watchAgreement({ ledger: { watchers, told, commits } }: Facts): Finding<WatchAgreementCheck>[] {
  if (watchers.length === 0) return []
  const differences: Evidence<Seen>[] = told.conflicts.map(({ one, other }) => differ(one, other))
  for (const commit of commits) {
    const event = told.byVersion.get(commit.resourceVersion)
    if (event === undefined || (event.object === commit.object && event.value === commit.value)) continue
    const { client, object } = commit
    differences.push(evidenceOf(commit, { kind: 'told-otherwise', told: toldOf(event), client, object }))
  }
  return [
    never({
      kind: 'watch/agreement',
      evidenceKind: 'presence',
      violations: differences,
      show: difference => difference,
      counts: { versions: told.byVersion.size, watchers: watchers.length },
      unknown: told.byVersion.size === 0 ? { kind: 'no-event-told' } : undefined,
    }),
  ]
}

const differ = (one: WatchEventRecord, other: WatchEventRecord): Evidence<Seen> => ({
  fromUs: Math.min(one.atUs, other.atUs),
  toUs: Math.max(one.atUs, other.atUs),
  seen: { kind: 'told-differently', told: [toldOf(one), toldOf(other)] },
})

const toldOf = (record: WatchEventRecord): Told => ({ watcher: record.watcher, event: eventSeen(record) })
