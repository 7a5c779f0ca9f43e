import fc from 'fast-check'
import { expect, test } from 'vitest'
import { strikeOf } from './__fixtures__/strike.ts'
import { stretchesBehind, stretchesOf } from './stretch.ts'

const strike = (atMs: number, backMs: number | undefined) =>
  strikeOf('server:1', 'kill', { atMs, healedMs: backMs, backMs })

test('a strike that finds every node back begins a stretch of its own', () => {
  const strikes = [strike(0, 10), strike(5, 30), strike(20, 25), strike(31, 40), strike(50, undefined), strike(90, 95)]
  expect(stretchesOf(strikes).map(each => each.strikes.map(({ atMs }) => atMs))).toEqual([[0, 5, 20], [31], [50, 90]])
})

test('an outage may be owed to every stretch that it meets, and before the first one to none', () => {
  const stretches = stretchesOf([strike(10, 20), strike(100, 110)])
  const behind = (fromMs: number, toMs: number) => stretchesBehind({ fromMs, toMs }, stretches).map(each => each.fromMs)
  expect(behind(0, 9)).toEqual([])
  expect(behind(9, 12)).toEqual([10])
  expect(behind(60, 99)).toEqual([10])
  expect(behind(99, 101)).toEqual([10, 100])
  expect(behind(200, 201)).toEqual([100])
})

test('every strike is in one stretch, and stretches do not overlap', () => {
  const times = fc.array(fc.tuple(fc.nat(1000), fc.nat(300)), { maxLength: 12 })
  fc.assert(
    fc.property(times, all => {
      const strikes = all.map(([atMs, lastsMs]) => strike(atMs, atMs + lastsMs))
      const stretches = stretchesOf(strikes)
      expect(stretches.flatMap(each => each.strikes).toSorted((a, b) => a.atMs - b.atMs)).toEqual(
        strikes.toSorted((a, b) => a.atMs - b.atMs),
      )
      for (const [index, { strikes: these }] of stretches.entries()) {
        const next = stretches[index + 1]
        if (next) expect(Math.max(...these.map(({ backMs }) => backMs!))).toBeLessThan(next.fromMs)
      }
    }),
  )
})
