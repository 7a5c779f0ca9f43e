import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomFrom } from '../base/seed.ts'
import { defaultSeries } from '../scenario/default-series.ts'
import type { Probe } from './probe.ts'
import { planInterval } from './schedule.ts'

const probes = defaultSeries.map(definition => ({ definition }) as Probe)
const rounds = (count: number, seed: number, all = probes) => {
  const random = randomFrom(seed)
  return Array.from({ length: count }, (_, round) => planInterval(all, round, round * 50_000, random)).flat()
}

test('every series gets one sample an interval, numbered without a gap', () => {
  fc.assert(
    fc.property(fc.nat(), seed => {
      const dues = rounds(50, seed)
      for (const probe of probes) {
        expect(dues.filter(due => due.probe === probe).map(({ n }) => n)).toEqual([...Array(50).keys()])
      }
    }),
  )
})

test('no series keeps step with a balancer that takes three servers in turn', () => {
  const fresh = probes.filter(({ definition }) => definition.connection === 'new')
  const connections = rounds(200, 7).filter(({ probe }) => fresh.includes(probe))
  for (const probe of fresh) {
    const servers = connections.flatMap((due, turn) => (due.probe === probe ? [turn % 3] : []))
    for (const server of [0, 1, 2]) {
      const share = servers.filter(each => each === server).length / servers.length
      expect(share).toBeGreaterThan(0.2)
      expect(share).toBeLessThan(0.5)
    }
  }
})

test('a faster probe takes its own rate', () => {
  const mixed = [{ definition: { ...defaultSeries[0]!, intervalMs: 10 } }, { definition: defaultSeries[1]! }] as Probe[]
  const dues = rounds(4, 1, mixed)
  expect(dues.filter(({ probe }) => probe === mixed[0]).map(({ n }) => n)).toEqual([...Array(20).keys()])
  expect(dues.filter(({ probe }) => probe === mixed[1])).toHaveLength(4)
})

test('the same seed gives the same order', () => {
  const order = (seed: number) => rounds(10, seed).map(({ probe }) => probe.definition.id)
  expect(order(3)).toEqual(order(3))
})
