import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatMs } from '../base/duration.ts'
import { faultAt, settingOf } from './__fixtures__/faults.ts'
import { marginMs } from './limits-of.ts'
import { predictReturn, predictStart } from './predict-start.ts'

const setting = { ...settingOf({}), isStandIn: true }
const start = (fault: ReturnType<typeof faultAt>, faults = [fault]) =>
  predictReturn(fault, fault.overUs!, faults, setting)

test('a server comes back by itself, or as a newcomer where it was replaced', () => {
  const killed = faultAt('server:1', 'kill')
  expect(start(killed).basis.start).toEqual({ node: 'server:1', atOnce: 1, newcomers: 0 })
  const wiped = faultAt('server:1', { does: 'end', losesIdentity: true })
  expect(start(wiped).basis.start.newcomers).toBe(1)
  expect(start(wiped).band.toMs).toBeGreaterThan(start(killed).band.toMs)
})

test('under the distribution’s own timers it may take longer', () => {
  const killed = faultAt('server:1', 'kill')
  const own = predictReturn(killed, killed.overUs!, [killed], { ...setting, isStandIn: false })
  expect(own.band.toMs - start(killed).band.toMs).toBe(33_500)
})

test('those that start within 10 s of each other share the machine', () => {
  const first = faultAt('server:1', 'kill')
  const beside = (overUs: number) => [first, faultAt('server:2', 'kill', { overUs, backUs: 50e6 })]
  expect(start(first, beside(25e6)).basis.start.atOnce).toBe(2)
  expect(start(first, beside(31e6)).basis.start.atOnce).toBe(1)
})

test('without a quorum it waits until there is one', () => {
  const first = faultAt('server:1', 'kill', { overUs: 20e6, backUs: 60e6 })
  const others = (['server:0', 'server:2'] as const).map(node => faultAt(node, 'kill', { overUs: 45e6, backUs: 60e6 }))
  const alone = start(first)
  const { band, basis } = start(first, [first, ...others])
  expect(basis.stateAwayMs).toBe(25_000)
  expect(band.toMs).toBe(alone.band.toMs + 25_000)
})

test('another fault meanwhile may end it once more', () => {
  const first = faultAt('server:1', 'kill', { backUs: 40e6 })
  const later = faultAt('server:2', 'kill', { calledUs: 30e6, overUs: 50e6, backUs: 60e6 })
  const much = faultAt('server:2', 'kill', { calledUs: 300e6, overUs: 320e6, backUs: 330e6 })
  expect(start(first, [first, later]).basis.againMs).toBe(45_000)
  // It was back already.
  expect(start({ ...first, backUs: 29e6 }, [first, later])).toEqual(start(first))
  expect(start(first, [first, much])).toEqual(start(first))
  // Who neither is the node nor keeps the state, and who goes on serving, end nothing.
  const [balancer, client] = (['lb:0', 'client:0'] as const).map(node => faultAt(node, 'kill', { calledUs: 30e6 }))
  const slower = faultAt('server:2', { does: 'degrade' }, { calledUs: 30e6, overUs: 400e6, backUs: 400e6 })
  expect(start(first, [first, balancer!, client!, slower])).toEqual(start(first))
})

test('docs/predictions.md has the limits of both kinds of images', () => {
  const page = readFileSync(new URL('../../docs/predictions.md', import.meta.url), 'utf8')
  const starts: [words: string, atOnce: number, newcomers: number][] = [
    ['comes back as what it was', 1, 0],
    ['three come back at once', 3, 0],
    ['is new: added, replaced or wiped', 1, 1],
    ['two are added at once', 2, 2],
  ]
  for (const [words, atOnce, newcomers] of starts) {
    const limits = [true, false].map(isStandIn => {
      const start = { node: 'server:1', startUs: 0, atOnce, newcomers } as const
      return formatMs(predictStart(start, [], { ...setting, isStandIn }).band.toMs + marginMs)
    })
    expect(page).toContain(`| ${[words, ...limits].join(' | ')} |`)
  }
})
