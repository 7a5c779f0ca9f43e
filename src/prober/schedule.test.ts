import { describe, expect, test } from 'vitest'
import type { SeriesDefinition } from '../history/records.ts'
import { defaultSeries, probeSet, seriesOf } from '../scenario/probe-sets.ts'
import type { Probe } from './probe.ts'
import { planRound } from './schedule.ts'

const roundUs = 50_000
const probesOf = (series: readonly SeriesDefinition[]) => series.map(definition => ({ definition }) as Probe)
const rounds = (count: number, probes: Probe[]) =>
  Array.from({ length: count }, (_, round) => planRound(probes, round, round * roundUs)).flat()
const idOf = ({ definition }: Probe) => definition.id

const mixes = {
  default: defaultSeries,
  layers: probeSet('layers', 3),
  connections: probeSet('connections', 3),
  'ten at 20 Hz and four slow ones': [
    ...(['cached-read', 'quorum-read', 'write', 'static-read', 'tls'] as const).flatMap(operation =>
      (['lb', 'in-cluster'] as const).map(path => seriesOf(path, operation, 'new')),
    ),
    ...(['readyz', 'service', 'dns'] as const).map(operation => seriesOf('in-cluster', operation, 'new')),
    seriesOf('lb', 'readyz', 'new'),
  ],
}

describe.each(Object.entries(mixes))('%s', (_, series) => {
  const probes = probesOf(series)
  const minute = rounds(1200, probes)

  test('every series gets its own rate, numbered without a gap', () => {
    for (const probe of probes) {
      const numbers = minute.filter(due => due.probe === probe).map(({ n }) => n)
      expect(numbers, idOf(probe)).toEqual([...Array(60_000 / probe.definition.intervalMs).keys()])
    }
  })

  test.each([2, 3, 5])('none keeps step with a balancer that takes %d servers in turn', servers => {
    const fresh = probes.filter(({ definition }) => definition.connection === 'new')
    const opened = rounds(6000, probes).filter(({ probe }) => fresh.includes(probe))
    for (const probe of fresh) {
      const met = opened.flatMap((due, turn) => (due.probe === probe ? [turn % servers] : []))
      for (const server of Array(servers).keys()) {
        const share = met.filter(each => each === server).length / met.length
        expect(share, `${idOf(probe)} at server ${server}`).toBeGreaterThan(0.5 / servers)
        expect(share, `${idOf(probe)} at server ${server}`).toBeLessThan(1.5 / servers)
      }
    }
  })

  test('nobody looks away from a server for long: twenty samples of a series never all meet the same of three', () => {
    const fresh = probes.filter(({ definition }) => definition.connection === 'new')
    const opened = minute.filter(({ probe }) => fresh.includes(probe))
    for (const probe of fresh) {
      const met = opened.flatMap((due, turn) => (due.probe === probe ? [turn % 3] : []))
      for (const from of met.slice(0, -20).keys()) {
        expect(new Set(met.slice(from, from + 20)).size, `${idOf(probe)} from ${from}`).toBeGreaterThan(1)
      }
    }
  })

  test('two samples of a series are never much closer than its interval, nor twice as far', () => {
    for (const probe of probes) {
      const times = minute.filter(due => due.probe === probe).map(({ atUs }) => atUs)
      const gaps = times.slice(1).map((time, index) => (time - times[index]!) / 1000 / probe.definition.intervalMs)
      expect(Math.min(...gaps), idOf(probe)).toBeGreaterThan(0.7)
      expect(Math.max(...gaps), idOf(probe)).toBeLessThan(2)
    }
  })

  test('no two samples are due at the same moment', () => {
    expect(new Set(minute.map(({ atUs }) => atUs)).size).toBe(minute.length)
  })
})

test('a lone slow probe has its own rate', () => {
  const probes = probesOf([seriesOf('lb', 'readyz', 'new')])
  expect(planRound(probes, 3, 3_000_000)).toEqual([{ probe: probes[0], n: 3, atUs: 3_000_000 }])
})

test.each([1, 2, 5, 8, 10])('samples of each of %d series lie an interval apart, to a tenth', count => {
  const several = probesOf(Array.from({ length: count }, (_, index) => defaultSeries[index % 6]!))
  const dues = rounds(100, several)
  for (const probe of several) {
    const times = dues.filter(due => due.probe === probe).map(({ atUs }) => atUs)
    const gaps = times.slice(1).map((time, index) => time - times[index]!)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0.9 * roundUs)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1.1 * roundUs)
  }
})
