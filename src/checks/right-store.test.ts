// Whatever the clients of a right store do and see passes; one thing changed fails the check meant for it, and no other.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Random, randomFrom } from '../base/seed.ts'
import {
  adjacentEvents,
  course,
  eventAt,
  finalLists,
  inFinalLists,
  readAndOlder,
  shows,
  swap,
} from './__fixtures__/ledger-defects.ts'
import { at, goodRun, type Run } from './__fixtures__/run.ts'
import { madeLedger } from './__fixtures__/store.ts'
import { type Facts, gatherFacts } from './facts.ts'
import type { Finding } from './finding.ts'
import { gatherLedger } from './ledger/ledger-facts.ts'
import { storePromises } from './store-promises.ts'

const template = goodRun()
template.samples.clear()
template.series = []
const rest = gatherFacts({ ...template, ledger: { operations: [], watchers: new Map(), finalLists: [] } })

/** Some seconds of a right store: how busy, how lossy and with how many writers is drawn from the seed. */
function rightRun(random: Random): Run {
  const fromUs = at(40)
  const toUs = at(44)
  const leaderless = random.below(3) === 0 ? { leaderless: { fromUs: at(41), toUs: at(42) } } : {}
  const ledger = madeLedger({
    ...leaderless,
    random,
    fromUs,
    toUs,
    gapUs: 20_000 + random.below(60_000),
    lost: 2 + random.below(40),
    writers: 1 + random.below(4),
    version: us => String(us - at(0)),
  })
  return { ...template, ledger }
}

const failed = (run: Run): string[] =>
  Object.values<(facts: Facts) => Finding[]>(storePromises)
    .flatMap(check => check({ ...rest, history: run, ledger: gatherLedger(run) }))
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ id }) => id)

const anySeed = fc.integer({ min: 0, max: 0x7fffffff })

test('a right store passes every check', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anySeed, seed => {
      expect(failed(rightRun(randomFrom(seed)))).toEqual([])
    }),
    { numRuns: 60 },
  )
})

/** Throws, or plants one defect somewhere. */
type Plant = (run: Run, random: Random) => void

const anyEvent = (run: Run, random: Random) => {
  const watcher = random.pick([...run.ledger.watchers.keys()])
  return { watcher, records: course(run, watcher), index: random.pick(adjacentEvents(run, watcher)) }
}
/** `also`: other promises that the same defect may break, by where it happens to be planted. */
const defects: Record<string, { plant: Plant; caught: string[]; also?: string[] }> = {
  'an event is dropped': {
    plant: (run, random) => {
      const { records, index } = anyEvent(run, random)
      records.splice(index, 1)
    },
    caught: ['watch/complete'],
  },
  'an event is told twice': {
    plant: (run, random) => {
      const { watcher, records, index } = anyEvent(run, random)
      records.splice(index + 1 + random.below(2), 0, eventAt(run, watcher, index))
    },
    caught: ['watch/unique'],
  },
  'two events are exchanged': {
    plant: (run, random) => {
      const { records, index } = anyEvent(run, random)
      swap(records, index, index + 1)
    },
    caught: ['watch/ordered'],
  },
  'an event tells of another change': {
    plant: (run, random) => {
      const { watcher, records, index } = anyEvent(run, random)
      const event = eventAt(run, watcher, index)
      if (event.event === 'DELETED') throw new Error('then a delete would be missing too')
      records[index] = { ...event, event: event.event === 'ADDED' ? 'MODIFIED' : 'ADDED' }
    },
    caught: ['watch/agreement'],
  },
  'a final list lacks an object': {
    plant: (run, random) => {
      const lists = finalLists(run)
      const deleted = new Set(run.ledger.operations.filter(({ verb }) => verb === 'delete').map(({ object }) => object))
      const { name } = random.pick(lists[0]!.objects.filter(object => !deleted.has(object.name)))
      const list = random.pick(lists)
      list.objects = list.objects.filter(object => object.name !== name)
    },
    caught: ['ledger/acknowledged', 'ledger/servers-agree'],
    also: ['ledger/linearizable'],
  },
  'somebody else writes': {
    plant: (run, random) => {
      inFinalLists(run, `stranger-${random.below(9)}`, { resourceVersion: '1', value: 'x' })
    },
    caught: ['ledger/phantom'],
  },
  'an acknowledged write claims to have been rejected': {
    plant: (run, random) => {
      const write = random.pick(
        run.ledger.operations.filter(({ verb, fate }) => verb === 'update' && fate === 'acknowledged'),
      )
      Object.assign(write, { fate: 'rejected', outcome: '4xx', resourceVersion: undefined })
    },
    caught: ['ledger/rejected'],
    also: ['ledger/linearizable'],
  },
  'a quorum read is stale': {
    plant: run => {
      const { read, older } = readAndOlder(run, 'get', () => true)
      shows(read, older)
    },
    caught: ['ledger/quorum-reads'],
    also: ['reads/monotonic'],
  },
}

test.for(Object.entries(defects))('%s', { timeout: 60_000 }, ([, { plant, caught, also = [] }]) => {
  let planted = 0
  fc.assert(
    fc.property(anySeed, seed => {
      const random = randomFrom(seed)
      const run = rightRun(random)
      try {
        plant(run, random)
      } catch {
        return
      }
      planted++
      const found = failed(run)
      expect(found).toEqual(expect.arrayContaining(caught))
      expect(found.filter(id => !caught.includes(id) && !also.includes(id))).toEqual([])
    }),
    { numRuns: 40, endOnFailure: true },
  )
  expect(planted).toBeGreaterThan(20)
})
