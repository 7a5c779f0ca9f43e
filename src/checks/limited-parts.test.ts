import { expect, test } from 'vitest'
import { faultAt } from '../prediction/__fixtures__/faults.ts'
import type { FaultWindow } from '../prediction/fault-window.ts'
import { limitedParts } from './limited-parts.ts'

/** Three faults, back at once; of the second theory has no number. */
const windows: FaultWindow[] = [100, 200, 400].map(second => ({
  fromUs: second * 1e6,
  faults: [faultAt('server:1', 'kill', { id: `fault-${second}`, calledUs: second * 1e6, backUs: (second + 20) * 1e6 })],
}))
const limitsFor = (some: readonly FaultWindow[]) =>
  some.includes(windows[1]!) ? undefined : { longestOutageMs: some.length * 10_000 }
const partsOf = (fromS: number, toS: number, all = windows) =>
  limitedParts({ fromUs: fromS * 1e6, toUs: toS * 1e6 }, all, limitsFor).map(
    ({ fromUs, toUs, limits }) => `${fromUs / 1e6}–${toUs / 1e6} s: ${limits.longestOutageMs / 1000} s`,
  )

test('an outage after faults of which theory has a number is judged whole', () => {
  expect(partsOf(101, 110)).toEqual(['101–110 s: 10 s'])
  expect(partsOf(50, 60)).toEqual(['50–60 s: 0 s'])
})

test('what a fault without a number forgives ends a minute after its nodes were back', () => {
  expect(partsOf(201, 279)).toEqual([])
  expect(partsOf(201, 290)).toEqual(['280–290 s: 0 s'])
  expect(partsOf(201, 450)).toEqual(['280–450 s: 10 s'])
})

test('an outage that lasts over all of them is judged before and after the one without a number', () => {
  expect(partsOf(101, 1000)).toEqual(['101–200 s: 10 s', '280–1000 s: 10 s'])
})

test('nodes that never came back are forgiven all that follows', () => {
  const [first, second, third] = windows
  const lost = { ...second!, faults: [{ ...second!.faults[0]!, backUs: undefined }] }
  const unknown = (some: readonly FaultWindow[]) => (some.includes(lost) ? undefined : { longestOutageMs: 0 })
  expect(limitedParts({ fromUs: 201e6, toUs: 1e9 }, [first!, lost, third!], unknown)).toEqual([])
})
