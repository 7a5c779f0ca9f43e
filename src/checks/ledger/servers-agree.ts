import type { LedgerObject, LedgerOperation } from '../../history/ledger-records.ts'
import type { ProbePath } from '../../history/records.ts'
import { type NodeId, serverIds } from '../../topology/node-id.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { type FinalList, finalLists } from './final-lists.ts'
import { compareVersions, isNewer } from './version.ts'

type Seen = { kind: 'lists-differ'; object: string; paths: [ProbePath, ProbePath] }

/** What is said of the final lists. */
export type ServersAgreeCheck = TallyCheck<
  'ledger/servers-agree',
  { lists: number; servers: NodeId[] },
  Seen,
  { kind: 'no-final-list'; of: NodeId[] }
>

interface Difference {
  object: string
  earlier: FinalList
  later: FinalList
}

/** The final lists of all servers tell of the same store: they differ only by what was written between them. */
export function serversAgree({ history, ledger }: Facts): Finding<ServersAgreeCheck>[] {
  const lists = finalLists(history)
  if (lists.length === 0 && history.ledger.operations.length === 0) return []
  const inOrder = lists.toSorted((a, b) => compareVersions(a.resourceVersion, b.resourceVersion))
  const differences = inOrder.flatMap((later, index) =>
    index === 0 ? [] : differencesOf(inOrder[index - 1]!, later, ledger.byObject),
  )
  const servers = serverIds(history.manifest.topology.servers)
  const unread = servers.filter(server => !lists.some(({ path }) => path === `direct:${server}`))
  return [
    never({
      kind: 'ledger/servers-agree',
      evidenceKind: 'presence',
      violations: differences,
      show: ({ object, earlier, later }) => ({
        fromUs: Math.min(earlier.atUs, later.atUs),
        toUs: Math.max(earlier.atUs, later.atUs),
        seen: { kind: 'lists-differ', object, paths: [earlier.path, later.path] },
      }),
      counts: { lists: lists.length, servers },
      unknown: unread.length > 0 ? { kind: 'no-final-list', of: unread } : undefined,
    }),
  ]
}

function differencesOf(
  earlier: FinalList,
  later: FinalList,
  operations: ReadonlyMap<string, readonly LedgerOperation[]>,
): Difference[] {
  const before = new Map(earlier.objects.map(object => [object.name, object]))
  const differences: Difference[] = []
  for (const object of later.objects) {
    const old = before.get(object.name)
    before.delete(object.name)
    const isLaterWrite = isNewer(object.resourceVersion, earlier.resourceVersion)
    if (!isLaterWrite && !isSame(object, old)) differences.push({ object: object.name, earlier, later })
  }
  // What is left was there, and is not: a delete of which nobody knows the end may have come between.
  for (const object of before.keys()) {
    const mayBeDeleted =
      isNewer(later.resourceVersion, earlier.resourceVersion) &&
      operations.get(object)?.some(({ verb, fate }) => verb === 'delete' && fate === 'indeterminate')
    if (!mayBeDeleted) differences.push({ object, earlier, later })
  }
  return differences
}

const isSame = (one: LedgerObject, other: LedgerObject | undefined): boolean =>
  other !== undefined && one.resourceVersion === other.resourceVersion && one.value === other.value
