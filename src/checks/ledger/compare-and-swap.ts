import type { LedgerOperation } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { isNewer } from './version.ts'
import { type Commit, evidenceOf } from './write.ts'

type Seen =
  | { kind: 'replaced-twice'; clients: [string, string]; object: string; version: string }
  | { kind: 'created-again'; client: string; object: string; version: string }
  | { kind: 'replaced-older'; client: string; object: string; version: string; latest: string }

/** What is said of conditional writes. */
export type CompareAndSwapCheck = TallyCheck<'ledger/compare-and-swap', { writes: number }, Seen>

/** A write that was let through although the object was not as it demanded. */
interface Blind {
  write: LedgerOperation
  seen: Seen
}

/**
 * Every compare-and-swap saw its predecessor: the version that an acknowledged update or delete replaced was the
 * object's latest, no two replaced the same one, and a create found nothing.
 */
export function compareAndSwap({ history, ledger }: Facts): Finding<CompareAndSwapCheck>[] {
  const { operations } = history.ledger
  if (operations.length === 0) return []
  const commits = Map.groupBy(
    ledger.commits.filter(({ object }) => ledger.byObject.has(object)),
    ({ object }) => object,
  )
  const blind: Blind[] = []
  let checked = 0
  for (const [object, all] of ledger.byObject) {
    const conditional = all.filter(
      ({ verb, fate }) => fate === 'acknowledged' && verb !== 'get' && verb !== 'get-cached',
    )
    checked += conditional.length
    blind.push(...twiceReplaced(conditional), ...unseen(conditional, commits.get(object) ?? [], mayBeDeleted(all)))
  }
  return [
    never({
      kind: 'ledger/compare-and-swap',
      evidenceKind: 'presence',
      violations: blind,
      show: ({ write, seen }) => evidenceOf(write, seen),
      counts: { writes: checked },
    }),
  ]
}

const mayBeDeleted = (operations: readonly LedgerOperation[]): boolean =>
  operations.some(({ verb, fate }) => verb === 'delete' && fate !== 'rejected')

/** Two that replaced the same version, one of them a delete: it has no version by which {@link unseen} could tell. */
function twiceReplaced(writes: readonly LedgerOperation[]): Blind[] {
  const replaced = new Map<string, LedgerOperation>()
  return writes.flatMap((write): Blind[] => {
    if (write.expects === undefined) return []
    const first = replaced.get(write.expects)
    replaced.set(write.expects, first ?? write)
    if (first === undefined || ![first, write].some(({ verb }) => verb === 'delete')) return []
    const { object, expects } = write
    const clients: [string, string] = [first.client, write.client]
    return [{ write, seen: { kind: 'replaced-twice', clients, object, version: expects } }]
  })
}

/** Acknowledged writes between whose version and the one that they replaced lies another. `commits`: of this object. */
function unseen(writes: readonly LedgerOperation[], commits: readonly Commit[], deletable: boolean): Blind[] {
  const places = new Map(commits.map(({ resourceVersion }, index) => [resourceVersion, index]))
  return writes.flatMap((write): Blind[] => {
    const { client, verb, object, expects, resourceVersion } = write
    if (resourceVersion === undefined) return []
    const previous = commits[places.get(resourceVersion)! - 1]
    if (previous === undefined) return []
    const latest = previous.resourceVersion
    if (verb === 'create') {
      // What a delete may have ended in the meantime is for the search to say.
      if (deletable) return []
      return [{ write, seen: { kind: 'created-again', client, object, version: latest } }]
    }
    if (expects === undefined || !isNewer(latest, expects)) return []
    return [{ write, seen: { kind: 'replaced-older', client, object, version: expects, latest } }]
  })
}
