import type { LedgerObject, LedgerOperation } from '../../history/ledger-records.ts'
import type { ProbePath } from '../../history/records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { type FinalList, finalLists, type LedgerUnread, unreadReason } from './final-lists.ts'
import type { LedgerFacts } from './ledger-facts.ts'
import { compareVersions, isNewer, newest } from './version.ts'
import { type Commit, evidenceOf, fateOf, type Write, writeOf, writeSamples } from './write.ts'

/** A write that a final list should show and does not. */
interface Lost {
  write: Write
  /** The lists that lack it. */
  paths: ProbePath[]
}

interface Counts {
  acknowledged: number
  indeterminate: number
  /** Of the indeterminate ones. */
  tookEffect: number
  /** Whose final lists were read. */
  lists: readonly ProbePath[]
}

/** A write of the ledger's clients has a verb; one of a probe created an object of its own. */
type Seen = {
  kind: 'write-lost'
  paths: readonly ProbePath[]
  object: string
  client: string
  verb?: LedgerOperation['verb']
}

/** What is said of acknowledged writes. */
export type AcknowledgedCheck = TallyCheck<
  'ledger/acknowledged',
  Counts,
  Seen,
  LedgerUnread | { kind: 'nothing-acknowledged' }
>

/**
 * Nothing acknowledged is lost: in the final list of every server each object is as the last acknowledged write left it,
 * unless a later write without an answer explains what is there. What a read or a watch showed counts as acknowledged.
 */
export function acknowledged({ history, ledger }: Facts): Finding<AcknowledgedCheck>[] {
  const lists = finalLists(history)
  const lost = new Map<string, Lost>()
  const lose = (write: Write, { path }: FinalList) => {
    const known = lost.get(write.object)
    if (known) known.paths.push(path)
    else lost.set(write.object, { write, paths: [path] })
  }
  const contents = lists.map(list => ({ list, objects: new Map(list.objects.map(object => [object.name, object])) }))
  const quietUs = history.ledger.operations.at(-1)?.endUs ?? 0
  const counts = { acknowledged: 0, indeterminate: 0, tookEffect: ledger.sightings.ofIndeterminate.size }
  for (const sample of writeSamples(history)) {
    const fate = fateOf(sample)
    if (fate !== 'rejected') counts[fate]++
    if (fate === 'indeterminate' && contents.some(({ objects }) => objects.has(sample.object))) counts.tookEffect++
    if (fate !== 'acknowledged') continue
    for (const { list, objects } of contents) {
      if (!objects.has(sample.object) && isDue(sample, list, quietUs)) lose(writeOf(sample), list)
    }
  }
  const standing = lastWrites(ledger)
  for (const { list, objects } of contents) {
    for (const [object, last] of standing) {
      const missing = missingFrom(objects.get(object), last)
      if (missing) lose(missing, list)
    }
  }
  for (const { verb, fate } of history.ledger.operations) {
    if (verb !== 'get' && verb !== 'get-cached' && fate !== 'rejected') counts[fate]++
  }
  if (counts.acknowledged + counts.indeterminate + lists.length === 0) return []
  const nothing = { kind: 'nothing-acknowledged' } as const
  return [
    never({
      kind: 'ledger/acknowledged',
      evidenceKind: 'presence',
      violations: [...lost.values()],
      show: ({ write, paths }) => evidenceOf(write, seenOf(write, paths)),
      counts: { ...counts, lists: lists.map(({ path }) => path) },
      unknown: lists.length === 0 ? unreadReason(history) : counts.acknowledged === 0 ? nothing : undefined,
    }),
  ]
}

/**
 * Whether a probe's write must be in a list: it had ended before the ledger's last operation, after which the lists are
 * read; or it is no newer than the list. Without versions, it had ended before the list was there.
 */
function isDue(sample: { endUs: number; resourceVersion?: string }, list: FinalList, quietUs: number): boolean {
  if (sample.endUs <= quietUs) return true
  return sample.resourceVersion === undefined
    ? sample.endUs <= list.atUs
    : compareVersions(sample.resourceVersion, list.resourceVersion) <= 0
}

/** How the ledger's own writes left an object. */
interface LastWrites {
  /** The newest version that somebody is known to have made. */
  commit?: Commit
  /** The acknowledged delete of the newest version. */
  deleted?: LedgerOperation & { expects: string }
  /** The newest version that a delete, not rejected, may have ended; unset when any may have. */
  mayEnd?: string | 'any'
}

function lastWrites({ byObject, sightings }: LedgerFacts): Map<string, LastWrites> {
  const all = new Map<string, LastWrites>()
  for (const [object, operations] of byObject) {
    const last: LastWrites = {}
    for (const operation of operations) {
      const { verb, fate, expects, value } = operation
      if (verb === 'delete' && fate !== 'rejected') {
        last.mayEnd = expects === undefined || last.mayEnd === 'any' ? 'any' : newest(last.mayEnd ?? '0', expects)
        if (fate === 'acknowledged' && expects !== undefined && isNewer(expects, last.deleted?.expects ?? '0'))
          last.deleted = { ...operation, expects }
      }
      if (verb !== 'create' && verb !== 'update') continue
      const resourceVersion =
        fate === 'acknowledged' ? operation.resourceVersion : sightings.ofIndeterminate.get(value ?? '')
      if (resourceVersion !== undefined && isNewer(resourceVersion, last.commit?.resourceVersion ?? '0'))
        last.commit = { ...operation, resourceVersion }
    }
    all.set(object, last)
  }
  return all
}

/** The write of an object that its state in a final list contradicts, if any. */
function missingFrom(item: LedgerObject | undefined, { commit, deleted, mayEnd }: LastWrites): Write | undefined {
  if (item === undefined) {
    if (commit === undefined || mayEnd === 'any') return undefined
    return mayEnd !== undefined && !isNewer(commit.resourceVersion, mayEnd) ? undefined : commit
  }
  if (commit !== undefined && isNewer(commit.resourceVersion, item.resourceVersion)) return commit
  return deleted !== undefined && !isNewer(item.resourceVersion, deleted.expects) ? deleted : undefined
}

const seenOf = ({ object, client, verb }: Write & Partial<LedgerOperation>, paths: ProbePath[]): Seen => ({
  kind: 'write-lost',
  paths,
  object,
  client,
  ...(verb && { verb }),
})
