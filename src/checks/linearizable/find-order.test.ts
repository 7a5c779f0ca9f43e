import { describe, expect, test } from 'vitest'
import { findOrder } from './find-order.ts'
import type { RegisterOperation } from './register-operation.ts'

type Details = Partial<RegisterOperation>

const operation = (verb: RegisterOperation['verb'], callUs: number, returnUs: number, details: Details = {}) => ({
  client: 'c',
  verb,
  callUs,
  returnUs,
  optional: false,
  ...details,
})
const create = (from: number, to: number, value: string, version: string) =>
  operation('create', from, to, { value, version })
const update = (from: number, to: number, expects: string, value: string, version: string) =>
  operation('update', from, to, { value, version, expects })
const gone = (from: number, to: number, expects: string) => operation('delete', from, to, { expects })
const read = (from: number, to: number, value: string, version: string) =>
  operation('get', from, to, { value, version })
const nothing = (from: number, to: number) => operation('get', from, to)
/** A write without an answer, of which nobody saw anything. */
const unanswered = (verb: RegisterOperation['verb'], callUs: number, details: Details) =>
  operation(verb, callUs, Number.POSITIVE_INFINITY, { optional: true, ...details })

const verdict = (...operations: RegisterOperation[]) => findOrder(operations, 10_000).verdict
const first = create(0, 10, 'a', '1')

describe('an order is found', () => {
  test.for<[string, RegisterOperation[]]>([
    ['for nothing at all', []],
    [
      'one after the other',
      [first, update(20, 30, '1', 'b', '2'), read(40, 50, 'b', '2'), gone(60, 70, '2'), nothing(80, 90)],
    ],
    ['when a read overlaps a write and is before it', [first, update(20, 50, '1', 'b', '2'), read(30, 60, 'a', '1')]],
    ['when a read overlaps a delete', [first, gone(20, 50, '1'), read(30, 60, 'a', '1'), nothing(30, 40)]],
    ['when an object is created again', [first, gone(20, 30, '1'), create(40, 50, 'b', '3'), read(60, 70, 'b', '3')]],
    [
      'when a delete without an answer took effect',
      [first, unanswered('delete', 20, { expects: '1' }), nothing(80, 90)],
    ],
    ['when it did not', [first, unanswered('delete', 20, { expects: '1' }), read(80, 90, 'a', '1')]],
    [
      'when it took effect late',
      [first, unanswered('delete', 20, { expects: '1' }), read(40, 50, 'a', '1'), nothing(80, 90)],
    ],
    [
      'when somebody replaced what a write without an answer had stored',
      [first, unanswered('update', 20, { expects: '1', value: 'b' }), update(40, 50, '2', 'c', '3')],
    ],
  ])('%s', ([, operations]) => {
    expect(verdict(...operations)).toBe('found')
  })
})

describe('no order is found', () => {
  test.for<[string, RegisterOperation[]]>([
    ['for a stale read', [first, update(20, 30, '1', 'b', '2'), read(40, 50, 'a', '1')]],
    ['for a read of what was deleted', [first, gone(20, 30, '1'), read(40, 50, 'a', '1')]],
    ['for an absence without a delete', [first, nothing(20, 30)]],
    [
      'for a delete undone',
      [first, unanswered('delete', 20, { expects: '1' }), nothing(40, 50), read(60, 70, 'a', '1')],
    ],
    ['for a delete of an old version', [first, update(20, 30, '1', 'b', '2'), gone(40, 50, '1')]],
    ['for two creates', [first, create(20, 30, 'b', '2')]],
    ['for a read before its write', [read(0, 5, 'a', '1'), create(10, 20, 'a', '1')]],
    ['for a value under another version', [first, read(20, 30, 'a', '2')]],
    ['for versions that fall', [create(0, 10, 'a', '5'), gone(20, 30, '5'), create(40, 50, 'b', '4')]],
    [
      'when what was never called before was seen',
      [first, read(20, 30, 'b', '2'), operation('update', 40, Infinity, { expects: '1', value: 'b', version: '2' })],
    ],
  ])('%s', ([, operations]) => {
    expect(verdict(...operations)).toBe('none')
  })
})

test('the operation that has no place is named', () => {
  const stale = read(40, 50, 'a', '1')
  expect(findOrder([first, update(20, 30, '1', 'b', '2'), stale], 100)).toEqual({ verdict: 'none', stuck: stale })
})

test('a search that takes too many steps is given up', () => {
  const lost = Array.from({ length: 12 }, (_, index) => [
    unanswered('create', 0, { value: `c${index}` }),
    unanswered('delete', 0, {}),
  ]).flat()
  expect(findOrder([...lost, read(50, 60, 'nobody', '9')], 1000).verdict).toBe('undecided')
})
