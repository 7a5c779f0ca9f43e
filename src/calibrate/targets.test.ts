import { expect, test } from 'vitest'
import { simulatedPhase } from './__fixtures__/simulated.ts'
import { holdfast, observe } from './observe.ts'
import { judgeTargets } from './targets.ts'

const cost = { cpuRatio: 1.2, residentMiB: 100 }
const judged = (intervalMs: number, shiftUs = 0, of = cost, cleanWindows = 20) =>
  judgeTargets(
    observe(simulatedPhase(intervalMs), intervalMs, shiftUs).filter(
      ({ observer }) => observer === holdfast(intervalMs),
    ),
    of,
    { cleanWindows },
  )
const broken = (targets: ReturnType<typeof judged>, about = /^refuse|alarms|CPU|memory/) =>
  targets.filter(({ what, holds }) => about.test(what) && !holds).map(({ what }) => what)

test('a faultless prober at 20 Hz meets every target of what was planted', () => {
  expect(broken(judged(50))).toEqual([])
})

test('5 Hz are too slow', () => {
  expect(broken(judged(200))).toEqual(['refuse: found', 'refuse: begin, p99', 'refuse: end, p99'])
})

test('times that are 100 ms late are seen', () => {
  expect(broken(judged(50, 100_000))).toEqual(['refuse: begin, p99', 'refuse: end, p99'])
})

test('a kind that nobody planted holds no target', () => {
  expect(broken(judged(50), /^hang/)).toEqual(['hang: found', 'hang: begin, p99', 'hang: end, p99'])
})

test('cost, memory and too few clean windows', () => {
  expect(broken(judged(50, 0, { cpuRatio: 1.51, residentMiB: 151 }))).toEqual([
    "CPU, against a bare loop's",
    'memory, resident at most',
  ])
  expect(broken(judged(50, 0, cost, 300))).toEqual(['false alarms in 300 clean windows of 10 s, and between outages'])
})

test('one bad sample where nothing was planted is a false alarm', () => {
  const phase = simulatedPhase(50)
  const clean = phase.samples.get('c')!
  phase.samples.set('c', clean.with(777, { ...clean[777]!, outcome: 'reset' }))
  const own = observe(phase, 50).filter(({ observer }) => observer === holdfast(50))
  expect(broken(judgeTargets(own, cost, { cleanWindows: 20 }))).toEqual([
    'false alarms in 20 clean windows of 10 s, and between outages',
  ])
})
