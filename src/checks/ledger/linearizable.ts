import type { LedgerOperation } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { findOrder } from '../linearizable/find-order.ts'
import { type RegisterOperation, registerOperation } from '../linearizable/register-operation.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { type FinalList, finalLists } from './final-lists.ts'

/** What no order has a place for; `version` is that which a get saw, and without one it saw no object. */
type Seen = { kind: 'fits-no-order'; object: string; client: string; verb: RegisterOperation['verb']; version?: string }

type SearchGivenUp = { kind: 'search-given-up'; maxSteps: number; objects: number; undecided: string[] }

/** What is said of what versions cannot decide. */
export type LinearizableCheck = TallyCheck<'ledger/linearizable', { objects: number }, Seen, SearchGivenUp>

/** Steps of the search for one object. One step takes some microseconds, and a history that fits one step an operation. */
const maxSteps = 200_000

/**
 * What versions cannot decide: deletes, reads that found nothing and writes without an answer. For each object that has
 * any of these, one order of all its operations must fit their times and what each saw.
 */
export function linearizable({ history, ledger }: Facts): Finding<LinearizableCheck>[] {
  if (history.ledger.operations.length === 0) return []
  const lists = finalLists(history)
  const contents = lists.map(list => ({ list, objects: new Map(list.objects.map(object => [object.name, object])) }))
  const quietUs = history.ledger.operations.at(-1)!.endUs
  const stuck: { object: string; at: RegisterOperation }[] = []
  const undecided: string[] = []
  let searched = 0
  for (const [object, operations] of ledger.byObject) {
    if (!operations.some(isBeyondVersions)) continue
    searched++
    const sought = [
      ...operations.flatMap(operation => registerOperation(operation, ledger.sightings.ofIndeterminate) ?? []),
      ...contents.map(({ list, objects }) => finalRead(list, objects.get(object), quietUs)),
    ]
    const order = findOrder(sought, maxSteps)
    if (order.verdict === 'none') stuck.push({ object, at: order.stuck })
    if (order.verdict === 'undecided') undecided.push(object)
  }
  return [
    never({
      kind: 'ledger/linearizable',
      evidenceKind: 'absence',
      violations: stuck,
      show: ({ object, at }) => ({
        fromUs: at.callUs,
        toUs: Number.isFinite(at.returnUs) ? at.returnUs : at.callUs,
        seen: seenOf(object, at),
      }),
      counts: { objects: searched },
      unknown: undecided.length > 0 ? { kind: 'search-given-up', maxSteps, objects: searched, undecided } : undefined,
    }),
  ]
}

const isBeyondVersions = ({ verb, fate, resourceVersion }: LedgerOperation): boolean => {
  if (verb === 'get') return fate === 'acknowledged' && resourceVersion === undefined
  return verb !== 'get-cached' && (fate === 'indeterminate' || (verb === 'delete' && fate === 'acknowledged'))
}

const seenOf = (object: string, { client, verb, version }: RegisterOperation): Seen => ({
  kind: 'fits-no-order',
  object,
  client,
  verb,
  ...(version !== undefined && { version }),
})

/** A final list as one more read: it began after all operations had ended. */
const finalRead = (
  { path, atUs }: FinalList,
  item: FinalList['objects'][number] | undefined,
  quietUs: number,
): RegisterOperation => ({
  client: `the final list of ${path}`,
  verb: 'get',
  callUs: Math.min(quietUs, atUs),
  returnUs: atUs,
  optional: false,
  value: item?.value,
  version: item?.resourceVersion,
})
