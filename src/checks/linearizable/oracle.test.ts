// The search against porcupine, which thousands use: equal verdicts on thousands of histories, right and wrong.
import { execFileSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { randomFrom } from '../../base/seed.ts'
import { findProgram } from '../../engine/find-program.ts'
import { emptyHistory } from '../../history/history.ts'
import type { LedgerOperation } from '../../history/ledger-records.ts'
import { compile } from '../../images/go-program.ts'
import { goodRun } from '../__fixtures__/run.ts'
import { sightingsOf } from '../ledger/sightings.ts'
import { rightHistory, wrongHistory } from './__fixtures__/register-history.ts'
import { findOrder } from './find-order.ts'
import { registerOperation } from './register-operation.ts'

/** More than any of these short histories takes. */
const maxSteps = 1_000_000

// Who only tests a cluster needs no Go, and sees this skipped; where changes are judged it must run.
const without = findProgram('go') === undefined && !process.env.CI

let oracle: string
// The first time the compiler builds its own library too.
beforeAll(async () => {
  if (!without) oracle = await compile({ name: 'oracle', directory: 'oracle' }, { awaiting: () => {} })
}, 300_000)

const { manifest } = goodRun()

/** Versions under which values of writes without an answer were read. */
function seenIn(operations: LedgerOperation[]): Map<string, string> {
  const history = { ...emptyHistory(manifest), ledger: { operations, watchers: new Map(), finalLists: [] } }
  const writes = operations.filter(({ verb }) => verb === 'create' || verb === 'update')
  return sightingsOf(history, new Map(writes.map(write => [write.value!, write]))).ofIndeterminate
}

function ours(operations: LedgerOperation[]): boolean {
  const seen = seenIn(operations)
  const { verdict } = findOrder(
    operations.flatMap(operation => registerOperation(operation, seen) ?? []),
    maxSteps,
  )
  if (verdict === 'undecided') throw new Error(`undecided after ${maxSteps} steps`)
  return verdict === 'found'
}

function theirs(histories: LedgerOperation[][]): boolean[] {
  const lines = histories.map(operations =>
    JSON.stringify(
      operations
        .filter(({ verb, fate }) => fate === 'acknowledged' || (fate === 'indeterminate' && verb !== 'get'))
        .map(({ verb, fate, value = '', resourceVersion = 0, expects = 0, sentUs, endUs }) => ({
          verb,
          value,
          version: Number(resourceVersion),
          expects: Number(expects),
          call: sentUs,
          return: fate === 'indeterminate' ? null : endUs,
        })),
    ),
  )
  const answer = execFileSync(oracle, { input: lines.join('\n'), encoding: 'utf8', maxBuffer: 2 ** 28 })
  return answer
    .trimEnd()
    .split('\n')
    .map(line => line === 'true')
}

const many = (count: number, make: typeof rightHistory): LedgerOperation[][] => {
  const random = randomFrom(20_261_122)
  return Array.from({ length: count }, () => make(random))
}

function differences(histories: LedgerOperation[][], found: boolean[]): LedgerOperation[][] {
  const expected = theirs(histories)
  expect(expected).toHaveLength(histories.length)
  return histories.filter((_, index) => expected[index] !== found[index])
}

describe.skipIf(without)('porcupine and our own search give equal verdicts', () => {
  test('on what a right register with concurrent clients does', { timeout: 60_000 }, () => {
    const histories = many(4000, rightHistory)
    const found = histories.map(ours)
    expect(found.every(Boolean)).toBe(true)
    expect(differences(histories, found)).toEqual([])
  })

  test('on what it does not', { timeout: 60_000 }, () => {
    const histories = many(8000, wrongHistory)
    const found = histories.map(ours)
    // A mutation is not always wrong: both verdicts are tried thousands of times.
    expect(found.filter(Boolean).length).toBeGreaterThan(1500)
    expect(found.filter(one => !one).length).toBeGreaterThan(1500)
    expect(differences(histories, found)).toEqual([])
  })
})
