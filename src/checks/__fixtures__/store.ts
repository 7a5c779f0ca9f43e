import type { Random } from '../../base/seed.ts'
import type { LedgerHistory } from '../../history/history.ts'
import type { LedgerObject, LedgerOperation, WatchEventRecord, WatchSessionRecord } from '../../history/ledger-records.ts'
import type { ProbePath } from '../../history/records.ts'
import type { Interval } from '../interval.ts'

/** What a made ledger is made from. Times in µs of the record. */
export interface StorePlan extends Interval {
  random: Random
  /** How long a client waits between operations, at most. */
  gapUs: number
  /** One write in so many gets no answer. */
  lost: number
  writers?: number
  servers?: number
  /** While nothing is committed. */
  leaderless?: Interval
  /** Objects that write probes created, and when that took effect. */
  creates?: { object: string; atUs: number }[]
  /** The revision of a moment: the made store counts time. */
  version: (us: number) => string
}

interface Change {
  us: number
  event: 'ADDED' | 'MODIFIED' | 'DELETED'
  version: string
  object: string
  value?: string | undefined
}
type Intent = Pick<LedgerOperation, 'verb' | 'object' | 'value' | 'expects'>
type Course = (WatchEventRecord | WatchSessionRecord)[]

/** What the clients of a right store did and saw: concurrent, some writes without an answer, in effect at once, late or never. */
export function madeLedger(plan: StorePlan): LedgerHistory {
  const { random, fromUs, toUs, gapUs, lost, leaderless, version, creates = [], writers = 2, servers = 3 } = plan
  const operations: LedgerOperation[] = []
  const changes: Change[] = []
  const states = new Map<string, Change[]>()
  const queue: { us: number; run: () => void }[] = []
  const later = (us: number, run: () => void) => queue.push({ us, run })
  const taken = new Set(creates.map(({ atUs }) => atUs))
  const recent: string[] = []

  const change = (made: Change) => {
    changes.push(made)
    states.set(made.object, [...(states.get(made.object) ?? []).slice(-40), made])
  }
  const stateAt = (object: string, us: number) => {
    const last = states.get(object)?.findLast(state => state.us <= us)
    return last?.event === 'DELETED' ? undefined : last
  }
  /** The version that a write makes now, or the status that refuses it. */
  const apply = ({ verb, object, value, expects }: Intent, us: number): string | 404 | 409 => {
    const present = stateAt(object, us)
    if (verb === 'create' && present) return 409
    if (verb !== 'create' && !present) return 404
    if (verb !== 'create' && present!.version !== expects) return 409
    const event = verb === 'create' ? 'ADDED' : verb === 'update' ? 'MODIFIED' : 'DELETED'
    change({ us, event, version: version(us), object, value: verb === 'delete' ? present!.value : value })
    return version(us)
  }
  const moment = (us: number): number => {
    while (taken.has(us)) us++
    taken.add(us)
    return us
  }

  /** One operation from its call on; `then` gets it when it ended. */
  const operate = (client: string, path: ProbePath, intent: Intent, sentUs: number, then: (done: LedgerOperation) => void) => {
    const isWrite = intent.verb === 'create' || intent.verb === 'update' || intent.verb === 'delete'
    const headless = leaderless !== undefined && intent.verb !== 'get-cached' && sentUs >= leaderless.fromUs - 10_000 && sentUs < leaderless.toUs
    const effectUs = moment(sentUs + 500 + random.below(4000))
    const endUs = effectUs + 500 + random.below(4000)
    const end = (more: Pick<LedgerOperation, 'fate' | 'outcome'> & Partial<LedgerOperation>) => {
      const done: LedgerOperation = { seq: 0, atUs: endUs, type: 'operation', client, path, sentUs, endUs, ...intent, ...more }
      if (done.value === undefined) delete done.value
      later(endUs, () => {
        operations.push({ ...done, seq: operations.length })
        then(done)
      })
    }
    if (headless || (isWrite && random.below(lost) === 0)) {
      if (isWrite) {
        const lateUs = moment((headless ? leaderless!.toUs : endUs) + random.below(1_000_000))
        const whenUs = random.pick(headless ? [lateUs, undefined, undefined] : [effectUs, lateUs, undefined])
        if (whenUs !== undefined) later(whenUs, () => apply(intent, whenUs))
      }
      return end({ fate: 'indeterminate', outcome: headless ? '5xx' : 'reset' })
    }
    later(effectUs, () => {
      if (isWrite) {
        const result = apply(intent, effectUs)
        if (typeof result === 'number') return end({ fate: 'rejected', outcome: '4xx', detail: `${result}` })
        return end({ fate: 'acknowledged', outcome: 'ok', ...(intent.verb !== 'delete' && { resourceVersion: result }) })
      }
      const state = stateAt(intent.object, intent.verb === 'get' ? effectUs : effectUs - 3000)
      const seen = state && { resourceVersion: state.version, ...(state.value !== undefined && { value: state.value }) }
      return end({ fate: 'acknowledged', outcome: 'ok', ...seen })
    })
  }

  const shared = Array.from({ length: 3 }, (_, index) => `shared-${index}`)
  const write = (name: string) => {
    const own = new Map<string, string>()
    let objects = 0
    let values = 0
    const send = (intent: Intent, sentUs: number) => {
      recent.push(intent.object)
      operate(name, 'lb', intent, sentUs, done => {
        const { object, verb, fate } = done
        if (fate === 'acknowledged' && verb !== 'delete' && object.startsWith(name)) own.set(object, done.resourceVersion!)
        else own.delete(object)
        const place = shared.indexOf(object)
        if (fate === 'indeterminate' && place !== -1) shared[place] = `${object}+`
        turn(done.endUs)
      })
    }
    const turn = (us: number) => {
      const sentUs = us + 1000 + random.below(gapUs)
      if (sentUs >= toUs) return
      const value = `${name}.${values++}`
      const die = random.below(100)
      if (die < 30) {
        const object = random.pick(shared)
        operate(name, 'lb', { verb: 'get', object }, sentUs, ({ fate, resourceVersion, endUs }) => {
          if (fate !== 'acknowledged' || !shared.includes(object)) return turn(endUs)
          const expects = resourceVersion
          if (expects === undefined) return send({ verb: 'create', object, value }, endUs + 100)
          if (random.below(6) === 0) return send({ verb: 'delete', object, expects }, endUs + 100)
          return send({ verb: 'update', object, value, expects }, endUs + 100)
        })
      } else if (own.size < 3 || (die < 45 && own.size < 8)) send({ verb: 'create', object: `${name}-${objects++}`, value }, sentUs)
      else {
        const [object, expects] = random.pick([...own])
        send(die < 60 ? { verb: 'delete', object, expects } : { verb: 'update', object, value, expects }, sentUs)
      }
    }
    turn(fromUs)
  }
  const read = (name: string, path: ProbePath) => {
    const turn = (us: number, seen?: string) => {
      const sentUs = us + 1000 + random.below(gapUs)
      if (sentUs >= toUs) return
      if (recent.length === 0) return later(sentUs, () => turn(sentUs))
      const object = seen ?? random.pick(recent.slice(-20))
      const verb = seen === undefined ? 'get' : 'get-cached'
      operate(name, path, { verb, object }, sentUs, ({ endUs }) => turn(endUs, seen === undefined ? object : undefined))
    }
    turn(fromUs)
  }

  for (const { object, atUs } of creates) {
    if (atUs >= fromUs) later(atUs, () => change({ us: atUs, event: 'ADDED', version: version(atUs), object }))
    else change({ us: atUs, event: 'ADDED', version: version(atUs), object })
  }
  for (let index = 0; index < writers; index++) write(`writer-${index}`)
  for (let index = 0; index < servers; index++) read(`reader-${index}`, `direct:server:${index}`)
  runInOrder(queue)
  changes.sort((a, b) => a.us - b.us)

  const acknowledged = operations.reduce((last, { fate, resourceVersion }) => fate === 'acknowledged' && resourceVersion && resourceVersion.length >= last.length && resourceVersion > last ? resourceVersion : last, '0')
  const paths = Array.from({ length: servers }, (_, index): ProbePath => `direct:server:${index}`)
  const watchers = new Map<string, Course>([['watcher-lb', ['lb' as ProbePath]], ...paths.map((_, first): [string, ProbePath[]] => [`watcher-${first}`, [...paths.slice(first), ...paths.slice(0, first)]])].map(
    ([name, round]) => [name as string, courseOf(name as string, round as ProbePath[], changes, acknowledged, plan)],
  ))
  const finalLists = paths.map((path, index) => {
    const atUs = toUs + 1_500_000 + index * 10_000
    return { seq: index, atUs, type: 'final-list' as const, path, resourceVersion: version(atUs), objects: contents(changes) }
  })
  return { operations, watchers, finalLists }
}

function runInOrder(queue: { us: number; run: () => void }[]): void {
  // What happens later is mostly added last: kept in order from latest to first.
  queue.sort((a, b) => b.us - a.us)
  let sorted = queue.length
  while (queue.length > 0) {
    for (; sorted < queue.length; sorted++) {
      for (let i = sorted; i > 0 && queue[i - 1]!.us < queue[i]!.us; i--) [queue[i - 1], queue[i]] = [queue[i]!, queue[i - 1]!]
    }
    const next = queue.pop()!
    sorted = queue.length
    next.run()
  }
}

function contents(changes: readonly Change[]): LedgerObject[] {
  const present = new Map<string, LedgerObject>()
  for (const { event, object, version, value } of changes) {
    if (event === 'DELETED') present.delete(object)
    else present.set(object, { name: object, resourceVersion: version, ...(value !== undefined && { value }) })
  }
  return [...present.values()]
}

/** A watcher's course: streams of some seconds, after each the next server, now and then a refusal, once a 410. */
function courseOf(watcher: string, round: ProbePath[], changes: readonly Change[], awaited: string, plan: StorePlan): Course {
  const { random, fromUs, toUs, version } = plan
  const course: Course = []
  let turn = 0
  let last = version(fromUs)
  let us = fromUs
  let next = changes.findIndex(change => change.us > fromUs)
  if (next === -1) next = changes.length
  const goneAfter = Math.floor(changes.length / 2)
  let gone = false
  const session = (atUs: number, step: object) =>
    course.push({ seq: course.length, atUs, type: 'watch-session', watcher, path: round[turn % round.length]!, ...step } as WatchSessionRecord)
  session(fromUs, { step: 'list', resourceVersion: last, objects: contents(changes.slice(0, next)) })
  while (next < changes.length) {
    turn++
    us += 200_000
    session(us, { step: 'open', from: last })
    if (random.below(4) === 0) {
      session(us + 2000, random.pick([{ step: 'answered', from: last, status: 503, reason: 'ServiceUnavailable' }, { step: 'answered', from: last, status: 429 }, { step: 'closed', from: last, outcome: 'refused' }]))
      continue
    }
    if (!gone && next >= goneAfter) {
      gone = true
      if (random.below(2) === 0) session(us + 2000, { step: 'answered', from: last, status: 410, reason: 'Expired' })
      else {
        session(us + 1500, { step: 'answered', from: last, status: 200 })
        session(us + 2000, { step: 'closed', from: last, outcome: '4xx', expired: true })
      }
      turn++
      us += 200_000
      while (next < changes.length && changes[next]!.us <= us) next++
      last = version(us)
      session(us, { step: 'list', resourceVersion: last, objects: contents(changes.slice(0, next)) })
      continue
    }
    const from = last
    session(us + 2000, { step: 'answered', from, status: 200 })
    const endUs = us + 2_000_000 + random.below(6_000_000)
    us += 2000
    for (; next < changes.length && changes[next]!.us < endUs; next++) {
      const { event, object, value, version: resourceVersion } = changes[next]!
      us = Math.max(us + 1, changes[next]!.us + 500 + random.below(2000))
      last = resourceVersion
      course.push({ seq: course.length, atUs: us, type: 'watch-event', watcher, event, resourceVersion, object, ...(value !== undefined && { value }) })
      if (random.below(25) === 0)
        course.push({ seq: course.length, atUs: us, type: 'watch-event', watcher, event: 'BOOKMARK', resourceVersion })
    }
    if (next === changes.length) break
    us = Math.max(us + 1, endUs)
    session(us, { step: 'closed', from, outcome: random.pick(['ok', 'closed', 'reset', 'timeout'] as const) })
  }
  session(Math.max(us, toUs) + 1_000_000, { step: 'end', awaited, seen: true })
  return course
}
