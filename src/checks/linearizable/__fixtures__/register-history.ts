import type { Random } from '../../../base/seed.ts'
import type { LedgerOperation } from '../../../history/ledger-records.ts'

interface Effect {
  us: number
  run(): void
}

/** What some concurrent clients of one right register did and saw; some get no answer, and some of those end. */
export function rightHistory(random: Random): LedgerOperation[] {
  const history: LedgerOperation[] = []
  const effects: Effect[] = []
  let present: { value: string; version: number } | undefined
  let revision = 0
  let values = 0
  const clients = 2 + random.below(4)
  const length = 4 + random.below(22)

  const turn = (client: string, us: number, known: number | undefined) => {
    if (history.length >= length) return
    const sentUs = us + random.below(12)
    const effectUs = sentUs + random.below(15)
    const endUs = effectUs + random.below(15)
    const verb = random.pick(known === undefined ? (['create', 'create', 'get'] as const) : (['update', 'update', 'delete', 'get', 'get'] as const))
    const operation: LedgerOperation = { seq: 0, atUs: endUs, type: 'operation', client, path: 'lb', verb, object: 'a', sentUs, endUs, fate: 'acknowledged', outcome: 'ok' }
    if (verb === 'create' || verb === 'update') operation.value = `v${values++}`
    if (verb === 'update' || verb === 'delete') operation.expects = `${known}`
    if (verb !== 'get' && random.below(6) === 0) {
      // No answer: in effect at once, late, or never. A client that crashed is followed by another.
      history.push({ ...operation, fate: 'indeterminate', outcome: 'timeout' })
      const whenUs = random.pick([effectUs, endUs + random.below(60), undefined])
      if (whenUs !== undefined) effects.push({ us: whenUs, run: () => void apply(operation) })
      return turn(`${client}'`, endUs, undefined)
    }
    effects.push({
      us: effectUs,
      run: () => {
        if (verb === 'get') {
          history.push({ ...operation, ...(present && { value: present.value, resourceVersion: `${present.version}` }) })
          return turn(client, endUs, present?.version)
        }
        const made = apply(operation)
        if (made === undefined) history.push({ ...operation, fate: 'rejected', outcome: '4xx' })
        else history.push({ ...operation, ...(verb !== 'delete' && { resourceVersion: `${made}` }) })
        return turn(client, endUs, verb === 'delete' ? undefined : (made ?? random.pick([known, undefined])))
      },
    })
  }
  /** The version that a write makes, or undefined if it is refused. */
  const apply = ({ verb, value, expects }: LedgerOperation): number | undefined => {
    if (verb === 'create' ? present !== undefined : `${present?.version}` !== expects) return undefined
    revision += 1 + random.below(3)
    present = verb === 'delete' ? undefined : { value: value!, version: revision }
    return revision
  }

  for (let client = 0; client < clients; client++) turn(`c${client}`, 0, undefined)
  for (let next: Effect | undefined; ; next.run()) {
    next = effects.reduce<Effect | undefined>((first, effect) => (first && first.us <= effect.us ? first : effect), undefined)
    if (next === undefined) break
    effects.splice(effects.indexOf(next), 1)
  }
  return history.sort((a, b) => a.endUs - b.endUs)
}

type Mutation = (history: LedgerOperation[], random: Random) => void

const isWrite = ({ verb, fate }: LedgerOperation) => verb !== 'get' && fate === 'acknowledged'
const pickOf = (history: LedgerOperation[], random: Random, fits: (operation: LedgerOperation) => boolean) => {
  const fitting = history.filter(fits)
  return fitting.length === 0 ? undefined : random.pick(fitting)
}

const mutations: Mutation[] = [
  // A read shows what another operation made or saw.
  (history, random) => {
    const read = pickOf(history, random, ({ verb }) => verb === 'get')
    const other = pickOf(history, random, ({ resourceVersion }) => resourceVersion !== undefined)
    if (read && other) Object.assign(read, { value: other.value, resourceVersion: other.resourceVersion })
  },
  // A read finds nothing.
  (history, random) => {
    const read = pickOf(history, random, ({ verb }) => verb === 'get')
    if (!read) return
    delete read.value
    delete read.resourceVersion
  },
  // A read shows what a write without an answer would have stored.
  (history, random) => {
    const read = pickOf(history, random, ({ verb, resourceVersion }) => verb === 'get' && resourceVersion !== undefined)
    const lost = pickOf(history, random, ({ fate, value }) => fate === 'indeterminate' && value !== undefined)
    if (read && lost) Object.assign(read, { value: lost.value, resourceVersion: `${Number(read.resourceVersion) + random.below(3)}` })
  },
  // Two writes exchange versions.
  (history, random) => {
    const one = pickOf(history, random, operation => isWrite(operation) && operation.resourceVersion !== undefined)
    const two = pickOf(history, random, operation => isWrite(operation) && operation.resourceVersion !== undefined)
    if (one && two) [one.resourceVersion, two.resourceVersion] = [two.resourceVersion!, one.resourceVersion!]
  },
  // A write demanded another version.
  (history, random) => {
    const write = pickOf(history, random, ({ expects }) => expects !== undefined)
    if (write) write.expects = `${Math.max(1, Number(write.expects) + random.below(5) - 2)}`
  },
  // It happened at another time.
  (history, random) => {
    const operation = random.pick(history)
    const byUs = random.below(120) - 60
    operation.sentUs += byUs
    operation.endUs += byUs
  },
  // A rejected or unanswered write claims to have been acknowledged.
  (history, random) => {
    const write = pickOf(history, random, ({ fate }) => fate !== 'acknowledged')
    if (!write) return
    Object.assign(write, { fate: 'acknowledged', outcome: 'ok' })
    if (write.verb !== 'delete') write.resourceVersion = `${1 + random.below(2 * history.length)}`
  },
  // A write is not in the record.
  (history, random) => {
    const write = pickOf(history, random, isWrite)
    if (write) history.splice(history.indexOf(write), 1)
  },
  // Its answer is not in the record.
  (history, random) => {
    const write = pickOf(history, random, isWrite)
    if (!write) return
    Object.assign(write, { fate: 'indeterminate', outcome: 'timeout' })
    delete write.resourceVersion
  },
]

/** A history that mostly no right register gives. */
export function wrongHistory(random: Random): LedgerOperation[] {
  const history = rightHistory(random)
  for (let count = 1 + random.below(2); count > 0; count--) random.pick(mutations)(history, random)
  return history.sort((a, b) => a.endUs - b.endUs)
}
