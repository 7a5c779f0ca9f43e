import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultAt } from './__fixtures__/faults.ts'
import { faultWindowsBehind, faultWindowsOf } from './fault-window.ts'

const fault = (calledUs: number, backUs: number | undefined) =>
  faultAt('server:1', 'kill', { calledUs, overUs: backUs, backUs })

test('a fault that finds every node back begins a window of its own', () => {
  const faults = [fault(0, 10), fault(5, 30), fault(20, 25), fault(31, 40), fault(50, undefined), fault(90, 95)]
  expect(faultWindowsOf(faults).map(each => each.faults.map(({ calledUs }) => calledUs))).toEqual([
    [0, 5, 20],
    [31],
    [50, 90],
  ])
})

test('an outage may be owed to every window that it meets, and before the first one to none', () => {
  const windows = faultWindowsOf([fault(10, 20), fault(100, 110)])
  const behind = (fromUs: number, toUs: number) =>
    faultWindowsBehind({ fromUs, toUs }, windows).map(each => each.fromUs)
  expect(behind(0, 9)).toEqual([])
  expect(behind(9, 12)).toEqual([10])
  expect(behind(60, 99)).toEqual([10])
  expect(behind(99, 101)).toEqual([10, 100])
  expect(behind(200, 201)).toEqual([100])
})

test('every fault is in one window, and windows do not overlap', () => {
  const times = fc.array(fc.tuple(fc.nat(1000), fc.nat(300)), { maxLength: 12 })
  fc.assert(
    fc.property(times, all => {
      const faults = all.map(([calledUs, lastsMs]) => fault(calledUs, calledUs + lastsMs))
      const windows = faultWindowsOf(faults)
      expect(windows.flatMap(each => each.faults).toSorted((a, b) => a.calledUs - b.calledUs)).toEqual(
        faults.toSorted((a, b) => a.calledUs - b.calledUs),
      )
      for (const [index, { faults: these }] of windows.entries()) {
        const next = windows[index + 1]
        if (next) expect(Math.max(...these.map(({ backUs }) => backUs!))).toBeLessThan(next.fromUs)
      }
    }),
  )
})
