import type { LedgerOperation } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { findOrder } from '../linearizable/find-order.ts'
import { type RegisterOperation, registerOperation } from '../linearizable/register-operation.ts'
import { never } from '../never.ts'
import { type FinalList, finalLists } from './final-lists.ts'

/** Steps of the search for one object. One step takes some microseconds, and a history that fits one step an operation. */
const maxSteps = 200_000

/**
 * What versions cannot decide: deletes, reads that found nothing and writes without an answer. For each object that has
 * any of these, one order of all its operations must fit their times and what each saw.
 */
export function linearizable({ history, ledger }: Facts): Finding[] {
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
      id: 'ledger/linearizable',
      title: 'Deletes, absences and writes without an answer fit into one order',
      ground: 'absence',
      violations: stuck,
      show: ({ object, at }) => ({
        fromUs: at.callUs,
        toUs: Number.isFinite(at.returnUs) ? at.returnUs : at.callUs,
        text: `no order of what was done to ${object} has a place for ${words(at)}`,
      }),
      among: `of ${searched} objects`,
      what: 'fit no order',
      pass: `for each of ${searched} objects with a delete, an absence or a write without an answer an order fits`,
      unknown:
        undecided.length > 0
          ? `the search for an order was given up after ${maxSteps} steps for ${undecided.length} of ${searched} objects: ${undecided.slice(0, 5).join(', ')}`
          : undefined,
    }),
  ]
}

const isBeyondVersions = ({ verb, fate, resourceVersion }: LedgerOperation): boolean => {
  if (verb === 'get') return fate === 'acknowledged' && resourceVersion === undefined
  return verb !== 'get-cached' && (fate === 'indeterminate' || (verb === 'delete' && fate === 'acknowledged'))
}

const words = ({ client, verb, version }: RegisterOperation): string => {
  if (verb !== 'get') return `the ${verb} by ${client}`
  return version === undefined ? `its absence, as ${client} saw it` : `version ${version}, as ${client} saw it`
}

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
