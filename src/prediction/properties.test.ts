import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FaultInstance } from '../history/fault-instance.ts'
import { connections, type FaultEffect, operations } from '../history/records.ts'
import { type NodeId, serverIds } from '../topology/node-id.ts'
import { quorumOf } from '../topology/quorum.ts'
import { faultAt, seriesOf, settingOf } from './__fixtures__/faults.ts'
import { electable } from './members.ts'
import { predictSeries } from './predict-series.ts'

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

const gone = (node: NodeId): FaultInstance => faultAt(node, 'kill', { overUs: undefined, backUs: undefined })

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
  fc.constantFrom<FaultEffect>(
    { does: 'end' },
    { does: 'end', graceful: true },
    { does: 'end', silent: true },
    { does: 'end', drains: true },
  ),
  fc.constant<FaultEffect>({ does: 'freeze' }),
  fc
    .uniqueArray(fc.constantFrom<NodeId>(...serverIds(servers), 'lb:0'), { minLength: 1 })
    .map((from): FaultEffect => ({ does: 'cut', from, lost: 'both' })),
)
/** Who holds a lease ends by design without what keeps the state. */
const holders = { 'kube-scheduler': 'server:4' } as const
const anyFault: fc.Arbitrary<FaultInstance> = fc
  .record({
    node: anyServer,
    effect: anyEffect,
    calledUs: fc.nat(60e6),
    lastsUs: fc.option(fc.nat(60e6), { nil: undefined }),
    returnsUs: fc.nat(30e6),
    leader: fc.option(anyServer, { nil: undefined }),
  })
  .map(({ node, effect, lastsUs, returnsUs, calledUs, leader }) => {
    const overUs = lastsUs === undefined ? undefined : calledUs + lastsUs
    const backUs = overUs === undefined ? undefined : overUs + returnsUs
    return faultAt(node, effect, { calledUs, overUs, backUs, leader, holders })
  })
const anyFaults = fc.array(anyFault, { maxLength: 5 })
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
      const faults = lost.map(index => gone(`server:${index}`))
      const fewer = electable(topology, [...faults, gone(`server:${one}`)])
      expect(electable(topology, faults)).toEqual(expect.arrayContaining(fewer))
    }),
  )
})

// Of servers that nobody struck and that end by design nobody knows when they are back: nobody holds a lease here.
// Nor is anybody cut off, or struck twice: a ring that loses one of its ends is a ring no more, and who never comes back
// is no server that starts.
test(
  'one more fault never makes the longest gap that is possible shorter, nor bounds one that had no bound',
  slow,
  () => {
    fc.assert(
      fc.property(anySeries, anyFaults, anyFault, anySetting, (series, faults, more, setting) => {
        const gapOf = (all: readonly FaultInstance[]) =>
          predictSeries(
            series,
            all
              .filter(({ effect }) => effect.does !== 'cut')
              .map(fault => ({ ...fault, holders: {} }))
              .toSorted((a, b) => a.calledUs - b.calledUs),
            setting,
          ).gap
        const others = faults.filter(({ node }) => node !== more.node)
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
    fc.property(anySeries, anyFaults, anySetting, (series, faults, setting) => {
      const { gap, partly, basis } = predictSeries(series, faults, setting)
      // JSON has null for what is not finite, and nothing for what is undefined.
      expect(JSON.parse(JSON.stringify(basis))).toEqual(basis)
      if (gap?.toMs !== undefined) expect(gap.toMs).toBeGreaterThanOrEqual(gap.fromMs)
      if (partly !== undefined) expect(partly.share).toBeGreaterThan(0)
      if (partly !== undefined) expect(partly.share).toBeLessThan(1)
    }),
  )
})

test('the same faults give the same prediction, on any clock and in any order', slow, () => {
  fc.assert(
    fc.property(anySeries, anyFaults, anySetting, fc.nat(1e9), (series, faults, setting, shiftUs) => {
      const shifted = faults.map(({ calledUs, overUs, backUs, ...fault }) => ({
        ...fault,
        calledUs: calledUs + shiftUs,
        ...(overUs === undefined ? {} : { overUs: overUs + shiftUs }),
        ...(backUs === undefined ? {} : { backUs: backUs + shiftUs }),
      }))
      const one = predictSeries(series, faults, setting)
      expect(predictSeries(series, faults, setting)).toEqual(one)
      expect(predictSeries(series, shifted, setting)).toEqual(one)
      expect(predictSeries(series, faults.toReversed(), setting).gap).toEqual(one.gap)
    }),
  )
})
