import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connections, type FaultEffect, operations } from '../history/records.ts'
import { type NodeId, serverIds } from '../topology/node-id.ts'
import { quorumOf } from '../topology/quorum.ts'
import { seriesOf, settingOf } from './__fixtures__/strike.ts'
import { electable } from './members.ts'
import { predictSeries } from './predict-series.ts'
import type { Strike } from './strike.ts'

// etcd FAQ: members and the losses that they stand.
const stands = [
  [1, 0],
  [2, 0],
  [3, 1],
  [4, 1],
  [5, 2],
  [6, 2],
  [7, 3],
] as const

const gone = (node: NodeId, atMs = 0): Strike => ({
  kind: 'kill',
  node,
  effect: { does: 'end' },
  atMs,
  leader: 'server:0',
  holders: new Map(),
})

test.each(stands)('%i members stand the loss of %i', (members, losses) => {
  const { topology } = settingOf({ servers: members })
  const lost = (count: number) => serverIds(count).map(node => gone(node))
  expect(electable(topology, lost(losses))).not.toEqual([])
  expect(electable(topology, lost(losses + 1))).toEqual([])
  expect(quorumOf(members)).toBe(members - losses)
})

/** On a busy machine. */
const slow = { timeout: 60_000 }

const servers = 5
const anyServer = fc.constantFrom(...serverIds(servers))
const anyEffect: fc.Arbitrary<FaultEffect> = fc.oneof(
  fc.constant<FaultEffect>({ does: 'end' }),
  fc.constant<FaultEffect>({ does: 'freeze' }),
  fc
    .uniqueArray(fc.constantFrom<NodeId>(...serverIds(servers), 'lb:0'), { minLength: 1 })
    .map((from): FaultEffect => ({ does: 'cut', from, lost: 'both' })),
)
/** Who holds a lease ends by design without what keeps the state. */
const holders = new Map<string, NodeId>([['kube-scheduler', 'server:4']])
const anyStrike: fc.Arbitrary<Strike> = fc
  .record({
    kind: fc.constantFrom('kill', 'stop', 'power-off', 'pause'),
    node: anyServer,
    effect: anyEffect,
    atMs: fc.nat(60_000),
    lastsMs: fc.option(fc.nat(60_000), { nil: undefined }),
    returnsMs: fc.nat(30_000),
    leader: fc.option(anyServer, { nil: undefined }),
  })
  .map(({ lastsMs, returnsMs, atMs, ...strike }) => ({
    ...strike,
    atMs,
    holders,
    ...(lastsMs === undefined ? {} : { healedMs: atMs + lastsMs, backMs: atMs + lastsMs + returnsMs }),
  }))
const anyStrikes = fc.array(anyStrike, { maxLength: 5 })
const anySeries = fc
  .record({ operation: fc.constantFrom(...operations), connection: fc.constantFrom(...connections) })
  .map(({ operation, connection }) => seriesOf(operation, connection))
const anySetting = fc
  .constantFrom('nginx', 'haproxy', 'none')
  .chain(kind =>
    fc.constantFrom('tuned', 'plain').map(preset => settingOf({ servers, loadBalancer: { kind, preset } })),
  )

test('the more members are lost the fewer may lead', slow, () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.array(fc.nat(6)), fc.nat(6), (count, lost, one) => {
      const { topology } = settingOf({ servers: count })
      const strikes = lost.map(index => gone(`server:${index}`))
      const fewer = electable(topology, [...strikes, gone(`server:${one}`)])
      expect(electable(topology, strikes)).toEqual(expect.arrayContaining(fewer))
    }),
  )
})

// Of servers that nobody struck and that end by design nobody knows when they are back: nobody holds a lease here.
// Nor is anybody cut off, or struck twice: a ring that loses one of its ends is a ring no more, and who never comes back
// is no server that starts.
test(
  'one more strike never makes the longest gap that is possible shorter, nor bounds one that had no bound',
  slow,
  () => {
    fc.assert(
      fc.property(anySeries, anyStrikes, anyStrike, anySetting, (series, strikes, more, setting) => {
        const gapOf = (all: readonly Strike[]) =>
          predictSeries(
            series,
            all
              .filter(({ effect }) => effect.does !== 'cut')
              .map(strike => ({ ...strike, holders: new Map() }))
              .toSorted((a, b) => a.atMs - b.atMs),
            setting,
          ).gap
        const others = strikes.filter(({ node }) => node !== more.node)
        const [before, after] = [gapOf(others), gapOf([...others, more])]
        expect(after === undefined).toBe(before === undefined)
        if (before === undefined || after === undefined) return
        expect(after.toMs ?? Infinity).toBeGreaterThanOrEqual(before.toMs ?? Infinity)
      }),
    )
  },
)

test('a band is one: it ends where it begins or later; and its words name numbers', slow, () => {
  fc.assert(
    fc.property(anySeries, anyStrikes, anySetting, (series, strikes, setting) => {
      const { gap, partly, basis } = predictSeries(series, strikes, setting)
      // JSON has null for what is not finite, and nothing for what is undefined.
      expect(JSON.parse(JSON.stringify(basis))).toEqual(basis)
      if (gap?.toMs !== undefined) expect(gap.toMs).toBeGreaterThanOrEqual(gap.fromMs)
      if (partly !== undefined) expect(partly.share).toBeGreaterThan(0)
      if (partly !== undefined) expect(partly.share).toBeLessThan(1)
    }),
  )
})

test('the same strikes give the same prediction, on any clock and in any order', slow, () => {
  fc.assert(
    fc.property(anySeries, anyStrikes, anySetting, fc.nat(1e6), (series, strikes, setting, shiftMs) => {
      const shifted = strikes.map(({ atMs, healedMs, backMs, ...strike }) => ({
        ...strike,
        atMs: atMs + shiftMs,
        ...(healedMs === undefined ? {} : { healedMs: healedMs + shiftMs }),
        ...(backMs === undefined ? {} : { backMs: backMs + shiftMs }),
      }))
      const one = predictSeries(series, strikes, setting)
      expect(predictSeries(series, strikes, setting)).toEqual(one)
      expect(predictSeries(series, shifted, setting)).toEqual(one)
      expect(predictSeries(series, strikes.toReversed(), setting).gap).toEqual(one.gap)
    }),
  )
})
