import { expect, test } from 'vitest'
import { BadInputError } from '../base/errors.ts'
import { parseProbes } from './parse-probes.ts'
import { probeSetNames } from './probe-sets.ts'

const parse = (input: unknown, servers = 3) => parseProbes(input, servers, "scenario 'x'")
const ids = (input: unknown, servers?: number) => parse(input, servers).map(({ id }) => id)

test('the default has eight series, and readyz is asked once a second', () => {
  const series = parse('default')
  expect(series).toHaveLength(8)
  expect(series.find(({ operation }) => operation === 'readyz')!.intervalMs).toBe(1000)
})

test.each(probeSetNames)('%s can be sent on any topology', name => {
  for (const servers of [1, 3, 5, 7]) expect(parse(name, servers).length).toBeGreaterThan(0)
})

test('paths follow the topology', () => {
  expect(ids('paths', 1)).toEqual([
    'direct:server:0/cached-read/new',
    'lb/cached-read/new',
    'in-cluster/cached-read/new',
  ])
})

test('sets and series go together', () => {
  expect(ids(['paths', 'in-cluster/service/new'], 1)).toHaveLength(4)
  expect(parse(['direct:server:2/quorum-read/reused-h2-ping'])).toMatchObject([
    { path: 'direct:server:2', operation: 'quorum-read', connection: 'reused-h2-ping', intervalMs: 50 },
  ])
})

test.each([
  ['layer', 'neither a set'],
  [['default', 'lb/write/new'], "'lb/write/new' is named twice"],
  [['connections', 'layers'], "'lb/quorum-read/new' is named twice"],
  [['default', 'paths', 'lb/tls/new'], "'lb/cached-read/new' is named twice"],
  [['connections', 'lb/tls/new', 'lb/static-read/new', 'lb/readyz/new'], '201 samples a second are more than the 200'],
  [['direct:server:3/write/new'], "no path 'direct:server:3'"],
  [['lb/reed/new'], "no operation 'reed'"],
  [['lb/write/old'], "no connection 'old'"],
  [['lb/watch/new'], 'watch goes over reused-h2 or reused-h2-ping only'],
  [['lb/dns/new'], 'dns can be asked from in-cluster only'],
])('%j is refused in one sentence', (input, words) => {
  expect(() => parse(input)).toThrow(BadInputError)
  expect(() => parse(input)).toThrow(words)
})
