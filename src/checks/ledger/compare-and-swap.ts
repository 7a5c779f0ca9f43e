import type { LedgerOperation } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import { isNewer } from './version.ts'
import { type Commit, evidenceOf } from './write.ts'

/** A write that was let through although the object was not as it demanded. */
interface Blind {
  write: LedgerOperation
  text: string
}

/**
 * Every compare-and-swap saw its predecessor: the version that an acknowledged update or delete replaced was the
 * object's latest, no two replaced the same one, and a create found nothing.
 */
export function compareAndSwap({ history, ledger }: Facts): Finding[] {
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
      id: 'ledger/compare-and-swap',
      title: 'Every compare-and-swap saw its predecessor',
      ground: 'presence',
      violations: blind,
      show: ({ write, text }) => evidenceOf(write, text),
      among: `of ${checked} acknowledged conditional writes`,
      what: 'did not see what they replaced',
      pass: `each of ${checked} acknowledged conditional writes replaced the latest version of its object`,
    }),
  ]
}

const mayBeDeleted = (operations: readonly LedgerOperation[]): boolean =>
  operations.some(({ verb, fate }) => verb === 'delete' && fate !== 'rejected')

/** Two that replaced the same version, one of them a delete: it has no version by which {@link unseen} could tell. */
function twiceReplaced(writes: readonly LedgerOperation[]): Blind[] {
  const replaced = new Map<string, LedgerOperation>()
  return writes.flatMap(write => {
    if (write.expects === undefined) return []
    const first = replaced.get(write.expects)
    replaced.set(write.expects, first ?? write)
    if (first === undefined || ![first, write].some(({ verb }) => verb === 'delete')) return []
    const { object, expects } = write
    return [{ write, text: `${first.client} and ${write.client} both replaced version ${expects} of ${object}` }]
  })
}

/** Acknowledged writes between whose version and the one that they replaced lies another. `commits`: of this object. */
function unseen(writes: readonly LedgerOperation[], commits: readonly Commit[], deletable: boolean): Blind[] {
  const places = new Map(commits.map(({ resourceVersion }, index) => [resourceVersion, index]))
  return writes.flatMap(write => {
    const { verb, object, expects, resourceVersion } = write
    if (resourceVersion === undefined) return []
    const previous = commits[places.get(resourceVersion)! - 1]
    if (previous === undefined) return []
    if (verb === 'create') {
      // What a delete may have ended in the meantime is for the search to say.
      if (deletable) return []
      return [
        { write, text: `${write.client} created ${object}, which was there as version ${previous.resourceVersion}` },
      ]
    }
    if (expects === undefined || !isNewer(previous.resourceVersion, expects)) return []
    const text = `${write.client} replaced version ${expects} of ${object}, and the latest was ${previous.resourceVersion}`
    return [{ write, text }]
  })
}
