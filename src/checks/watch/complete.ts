import type { LedgerOperation } from '../../history/ledger-records.ts'
import type { Evidence } from '../check-result.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { firstAtOrAfter } from '../first-at-or-after.ts'
import { countUpTo, type LedgerFacts } from '../ledger/ledger-facts.ts'
import { compareVersions, isNewer } from '../ledger/version.ts'
import { type Commit, evidenceOf } from '../ledger/write.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { type EventSeen, eventSeen, type WatchSegment } from './watch-story.ts'

type Seen =
  | { kind: 'write-missed'; watcher: string; object: string; version: string; client: string }
  | { kind: 'event-missed'; watcher: string; event: EventSeen; reportedTo: string }
  | { kind: 'delete-missed'; watcher: string; object: string; client: string }

/** What is said of missing events. */
export type WatchCompleteCheck = TallyCheck<
  'watch/complete',
  { events: number; watchers: number },
  Seen,
  { kind: 'never-listed'; watchers: string[] }
>

/**
 * No watcher misses anything: between its list and the last version that it was told, every write that took effect was
 * told, as its writer knows it or as another watcher was told it.
 */
export function watchComplete({ history, ledger }: Facts): Finding<WatchCompleteCheck>[] {
  const segments = ledger.watchers.flatMap(story => story.segments)
  if (ledger.watchers.length === 0) return []
  const silent = silentDeletes(history.ledger.operations, ledger)
  const missed = segments.flatMap(segment => [
    ...missedCommits(segment, ledger),
    ...missedEvents(segment, ledger),
    ...silent.filter(({ due }) => due(segment)).map(({ delete: write }) => missedDelete(segment, write)),
  ])
  const events = ledger.watchers.reduce((sum, story) => sum + story.events, 0)
  const unlisted = ledger.watchers.filter(story => story.segments.length === 0).map(({ watcher }) => watcher)
  return [
    never({
      kind: 'watch/complete',
      evidenceKind: 'absence',
      violations: missed,
      show: evidence => evidence,
      counts: { events, watchers: ledger.watchers.length },
      unknown: unlisted.length > 0 ? { kind: 'never-listed', watchers: unlisted } : undefined,
    }),
  ]
}

/** Watchers are told what the ledger's clients write, and not the objects of the write probes. */
const isWatched = ({ n }: Commit): boolean => n === undefined

function missedCommits({ watcher, from, upTo, seen }: WatchSegment, { commits }: LedgerFacts): Evidence<Seen>[] {
  const missed: Evidence<Seen>[] = []
  const end = countUpTo(upTo, commits)
  for (let index = countUpTo(from, commits); index < end; index++) {
    const commit = commits[index]!
    if (!isWatched(commit)) continue
    const { resourceVersion: version, object, client } = commit
    if (seen.has(version)) continue
    missed.push(evidenceOf(commit, { kind: 'write-missed', watcher, object, version, client }))
  }
  return missed
}

/** What another watcher was told and no writer knows as a version: deletes, and writes without an answer. */
function missedEvents(
  { watcher, from, upTo, seen }: WatchSegment,
  { commits, reported }: LedgerFacts,
): Evidence<Seen>[] {
  const missed: Evidence<Seen>[] = []
  for (const [version, event] of reported.byVersion) {
    if (seen.has(version) || !isNewer(version, from) || isNewer(version, upTo)) continue
    const commit = commits[countUpTo(version, commits) - 1]
    if (commit?.resourceVersion === version && isWatched(commit)) continue
    const { atUs, watcher: reportedTo } = event
    missed.push({
      fromUs: atUs,
      toUs: atUs,
      seen: { kind: 'event-missed', watcher, event: eventSeen(event), reportedTo },
    })
  }
  return missed
}

interface SilentDelete {
  delete: LedgerOperation
  /** Whether a watcher should have been told of it. */
  due: (segment: WatchSegment) => boolean
}

/**
 * Acknowledged deletes of which no watcher was told. A delete's version is not known, but bounded: it is newer than what
 * it deleted, and older than the first write that was sent after its end.
 */
function silentDeletes(operations: readonly LedgerOperation[], { reported, commits }: LedgerFacts): SilentDelete[] {
  const deletions = new Map<string, string[]>()
  for (const { event, object, resourceVersion } of reported.byVersion.values()) {
    if (event !== 'DELETED' || object === undefined) continue
    const known = deletions.get(object)
    if (known) known.push(resourceVersion)
    else deletions.set(object, [resourceVersion])
  }
  for (const versions of deletions.values()) versions.sort(compareVersions)
  return operations.flatMap(operation => {
    const { verb, fate, object, expects, sentUs, endUs } = operation
    if (verb !== 'delete' || fate !== 'acknowledged' || expects === undefined) return []
    let next = countUpTo(expects, commits)
    while (next < commits.length && commits[next]!.sentUs <= endUs) next++
    const later = commits[next]?.resourceVersion
    const versions = deletions.get(object) ?? []
    const toldAs = versions[firstAtOrAfter(1, versions, version => compareVersions(version, expects))]
    if (later === undefined || (toldAs !== undefined && !isNewer(toldAs, later))) return []
    const due = ({ from, upTo, listedUs }: WatchSegment) =>
      (listedUs < sentUs || !isNewer(from, expects)) && !isNewer(later, upTo)
    return [{ delete: operation, due }]
  })
}

const missedDelete = ({ watcher }: WatchSegment, write: LedgerOperation): Evidence<Seen> =>
  evidenceOf(write, { kind: 'delete-missed', watcher, object: write.object, client: write.client })
