import { expect, test } from 'vitest'
import { defaultSeries } from '../scenario/default-series.ts'
import type { Probe } from './probe.ts'
import { planInterval } from './schedule.ts'

const intervalUs = 50_000
const probes = defaultSeries.map(definition => ({ definition }) as Probe)
const rounds = (count: number, all = probes) =>
  Array.from({ length: count }, (_, round) => planInterval(all, round, round * intervalUs)).flat()

test('every series gets one sample an interval, numbered without a gap', () => {
  const dues = rounds(50)
  for (const probe of probes) {
    expect(dues.filter(due => due.probe === probe).map(({ n }) => n)).toEqual([...Array(50).keys()])
  }
})

test.each([2, 3, 5])('no series keeps step with a balancer that takes %d servers in turn', servers => {
  const fresh = probes.filter(({ definition }) => definition.connection === 'new')
  const connections = rounds(300).filter(({ probe }) => fresh.includes(probe))
  for (const probe of fresh) {
    const met = connections.flatMap((due, turn) => (due.probe === probe ? [turn % servers] : []))
    for (const server of Array(servers).keys()) {
      const share = met.filter(each => each === server).length / met.length
      expect(share).toBeGreaterThan(0.5 / servers)
      expect(share).toBeLessThan(1.5 / servers)
    }
  }
})

test.each([1, 2, 5, 8, 10])('samples of each of %d series lie an interval apart, to a twentieth', count => {
  const several = Array.from({ length: count }, (_, index) => probes[index % probes.length]!).map(
    ({ definition }) => ({ definition }) as Probe,
  )
  const dues = rounds(100, several)
  for (const probe of several) {
    const times = dues.filter(due => due.probe === probe).map(({ atUs }) => atUs)
    const gaps = times.slice(1).map((time, index) => time - times[index]!)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0.95 * intervalUs)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1.05 * intervalUs)
  }
  expect(new Set(dues.map(({ atUs }) => atUs)).size).toBe(dues.length)
})

test('a faster probe takes its own rate', () => {
  const mixed = [{ definition: { ...defaultSeries[0]!, intervalMs: 10 } }, { definition: defaultSeries[1]! }] as Probe[]
  const dues = rounds(4, mixed)
  expect(dues.filter(({ probe }) => probe === mixed[0]).map(({ n }) => n)).toEqual([...Array(20).keys()])
  expect(dues.filter(({ probe }) => probe === mixed[1])).toHaveLength(4)
})
