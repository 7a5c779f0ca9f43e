import type { History } from '../../history/history.ts'
import type { LedgerOperation } from '../../history/ledger-records.ts'
import { fateOf, type Write, writeOf, writeSamples } from './write.ts'

/** An object as somebody saw it. */
interface Sighting {
  object: string
  value?: string | undefined
  resourceVersion: string
  atUs: number
  /** The client, watcher or path that saw it. */
  by: string
}

/** What reads, lists and watches showed, against what was written. */
export interface Sightings {
  /** The first sighting of each thing that nobody sent. */
  unwritten: Sighting[]
  /** Rejected writes that were seen all the same, each with its first sighting. */
  ofRejected: { write: Write; sighting: Sighting }[]
  /** Version under which the value of an indeterminate write was seen: it took effect. */
  ofIndeterminate: Map<string, string>
  /** How many different objects and values were seen. */
  count: number
}

/** Lays everything seen against everything written. `writes`: the ledger's creates and updates by their values. */
export function sightingsOf(history: History, writes: ReadonlyMap<string, LedgerOperation>): Sightings {
  const unwritten = new Map<string, Sighting>()
  const rejected = new Map<string, { write: Write; sighting: Sighting }>()
  const ofIndeterminate = new Map<string, string>()
  const known = new Set<string>()
  // Objects of write probes have no value, and their names are unique.
  const named = new Map<string, Sighting>()
  eachSighting(history, (object, value, resourceVersion, atUs, by) => {
    if (value === undefined) {
      if (!named.has(object)) named.set(object, { object, resourceVersion, atUs, by })
      return
    }
    if (known.has(value)) return
    known.add(value)
    const write = writes.get(value)
    const sighting = { object, value, resourceVersion, atUs, by }
    if (write?.object !== object) unwritten.set(value, sighting)
    else if (write.fate === 'rejected') rejected.set(value, { write, sighting })
    else if (write.fate === 'indeterminate') ofIndeterminate.set(value, resourceVersion)
  })
  const count = known.size + named.size
  for (const sample of writeSamples(history)) {
    const sighting = named.get(sample.object)
    if (sighting === undefined) continue
    named.delete(sample.object)
    if (fateOf(sample) === 'rejected') rejected.set(sample.object, { write: writeOf(sample), sighting })
  }
  return {
    unwritten: [...unwritten.values(), ...named.values()],
    ofRejected: [...rejected.values()],
    ofIndeterminate,
    count,
  }
}

type See = (object: string, value: string | undefined, resourceVersion: string, atUs: number, by: string) => void

function eachSighting({ ledger }: History, see: See): void {
  for (const { verb, object, value, resourceVersion, endUs, client } of ledger.operations) {
    if ((verb === 'get' || verb === 'get-cached') && resourceVersion !== undefined)
      see(object, value, resourceVersion, endUs, client)
  }
  for (const [watcher, course] of ledger.watchers) {
    for (const record of course) {
      if (record.type === 'watch-event') {
        if (record.object !== undefined) see(record.object, record.value, record.resourceVersion, record.atUs, watcher)
      } else if (record.step === 'list') {
        for (const { name, value, resourceVersion } of record.objects)
          see(name, value, resourceVersion, record.atUs, watcher)
      }
    }
  }
  for (const list of ledger.finalLists) {
    if (list.type !== 'final-list') continue
    for (const { name, value, resourceVersion } of list.objects) see(name, value, resourceVersion, list.atUs, list.path)
  }
}
