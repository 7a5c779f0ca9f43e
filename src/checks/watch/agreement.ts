import type { WatchEventRecord } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { evidenceOf } from '../ledger/write.ts'
import { never } from '../never.ts'
import type { Evidence } from '../verdict.ts'
import { eventWords } from './watch-story.ts'

/** All watchers, and the writers, mean the same by a version: so they agree on the order of all events. */
export function watchAgreement({ ledger: { watchers, told, commits } }: Facts): Finding[] {
  if (watchers.length === 0) return []
  const differences = told.conflicts.map(({ one, other }) => differ(one, other))
  for (const commit of commits) {
    const event = told.byVersion.get(commit.resourceVersion)
    if (event === undefined || (event.object === commit.object && event.value === commit.value)) continue
    const text = `${event.watcher} was told ${eventWords(event)}, which ${commit.client} wrote to ${commit.object}`
    differences.push(evidenceOf(commit, text))
  }
  return [
    never({
      id: 'watch/agreement',
      title: 'All watchers tell of the same events in the same order',
      ground: 'presence',
      violations: differences,
      show: difference => difference,
      among: `of ${told.byVersion.size} versions that watchers were told of`,
      what: 'mean different things',
      pass: `each of ${told.byVersion.size} versions means the same to ${watchers.length} watchers and to its writer`,
      unknown: told.byVersion.size === 0 ? 'no watcher was told of any event' : undefined,
    }),
  ]
}

const differ = (one: WatchEventRecord, other: WatchEventRecord): Evidence => ({
  fromUs: Math.min(one.atUs, other.atUs),
  toUs: Math.max(one.atUs, other.atUs),
  text: `${one.watcher} was told ${eventWords(one)}, and ${other.watcher} was told ${eventWords(other)}`,
})
