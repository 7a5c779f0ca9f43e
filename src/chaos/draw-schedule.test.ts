import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { drawnFaults } from '../faults/drawn-faults.ts'
import { roleOf } from '../topology/node-id.ts'
import { nodesOf } from '../topology/nodes-of.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { capacityLossOf, leavesQuorum } from './capacity-loss.ts'
import { type Draw, drawSchedule, gapS } from './draw-schedule.ts'
import { parseSchedule } from './parse-schedule.ts'
import type { ScheduledFault } from './schedule.ts'
import { scheduleFile } from './schedule-file.ts'
import { roleOfTarget, targetsOf } from './target.ts'

const faults = drawnFaults()
const draw = ({ topology = {}, ...rest }: Partial<Omit<Draw, 'topology'>> & { topology?: TopologyInput } = {}) =>
  drawSchedule({
    seed: 7,
    durationMs: 600_000,
    quorum: 'keep',
    faults,
    ...rest,
    topology: parseTopology(topology, 'test'),
  })

// What is drawn from more faults is another schedule.
const these = faults.filter(({ name }) =>
  ['kill', 'stop', 'powerOff', 'pause', 'cutFromPeers', 'cutFromBalancer', 'cutFromEveryone'].includes(name),
)

const topologies = fc.oneof(
  fc.record({ servers: fc.integer({ min: 3, max: 7 }), agents: fc.integer({ min: 0, max: 2 }) }),
  fc.record({
    servers: fc.integer({ min: 2, max: 4 }),
    datastore: fc.constantFrom('external-etcd' as const, 'postgres' as const, 'mysql' as const),
    loadBalancer: fc.constantFrom({ kind: 'haproxy+keepalived' as const }, { kind: 'none' as const }, {}),
  }),
)
const draws = fc.record({
  seed: fc.nat(),
  topology: topologies,
  durationMs: fc.integer({ min: 180, max: 1200 }).map(s => s * 1000),
})

const endOf = ({ atMs, lengthMs }: ScheduledFault) => atMs + lengthMs
const activeAt = (scheduled: readonly ScheduledFault[], ms: number) =>
  scheduled.filter(each => each.atMs <= ms && ms < endOf(each))
const lossesAt = (written: TopologyInput, scheduled: readonly ScheduledFault[], ms: number) => {
  const topology = parseTopology(written, 'test')
  return activeAt(scheduled, ms).map(({ fault, selector }) =>
    capacityLossOf(
      faults.find(({ name }) => name === fault)!,
      targetsOf(topology).find(target => target.selector === selector)!,
      topology,
    ),
  )
}
const leavesQuorumAt = (written: TopologyInput, scheduled: readonly ScheduledFault[], ms: number) =>
  leavesQuorum(lossesAt(written, scheduled, ms), parseTopology(written, 'test'))

test('the same seed and topology draw the same schedule on any machine', () => {
  expect(scheduleFile(draw({ faults: these, durationMs: 300_000, topology: { servers: 3 } }))).toMatchInlineSnapshot(`
    "seed: 7
    duration: 5m
    quorum: keep
    faults:
      - { at: 0s, fault: kill, on: lb:0, lasts: 20s }
      - { at: 2s, fault: kill, on: random, lasts: 20s }
      - { at: 55s, fault: cutFromBalancer, on: leader, lasts: 13s }
      - { at: 103s, fault: stop, on: follower, lasts: 25s }
      - { at: 124s, fault: kill, on: lb:0, lasts: 23s }
      - { at: 167s, fault: powerOff, on: leader, lasts: 19s }
      - { at: 171s, fault: stop, on: lb:0, lasts: 23s }
      - { at: 233s, fault: pause, on: random, lasts: 24s }
      - { at: 4m, fault: cutFromBalancer, on: follower, lasts: 23s }
    "
  `)
})

test('five servers, the quorum to be broken', () => {
  expect(
    scheduleFile(draw({ faults: these, durationMs: 240_000, topology: { servers: 5 }, quorum: 'break' })),
  ).toMatchInlineSnapshot(`
    "seed: 7
    duration: 4m
    quorum: break
    topology:
      servers: 5
    faults:
      - { at: 0s, fault: kill, on: majority, lasts: 20s }
      - { at: 2s, fault: kill, on: lb:0, lasts: 20s }
      - { at: 55s, fault: cutFromPeers, on: follower, lasts: 13s }
      - { at: 103s, fault: cutFromPeers, on: minority, lasts: 25s }
      - { at: 124s, fault: stop, on: lb:0, lasts: 23s }
      - { at: 167s, fault: powerOff, on: lb:0, lasts: 19s }
      - { at: 171s, fault: cutFromBalancer, on: leader, lasts: 23s }
    "
  `)
})

test('a quorum is kept at every moment', () => {
  fc.assert(
    fc.property(draws, each => {
      const schedule = draw(each)
      for (const { atMs } of schedule.faults) expect(leavesQuorumAt(each.topology, schedule.faults, atMs)).toBe(true)
    }),
  )
})

test('or broken at some, if asked', () => {
  fc.assert(
    fc.property(draws, each => {
      const schedule = draw({ ...each, quorum: 'break' })
      expect(schedule.faults.some(({ atMs }) => !leavesQuorumAt(each.topology, schedule.faults, atMs))).toBe(true)
    }),
  )
})

test('lengths keep their bounds, gaps leave time to settle, and all is healed before the end', () => {
  fc.assert(
    fc.property(draws, each => {
      const { faults: scheduled, durationMs } = draw(each)
      let endMs = -gapS[0] * 1000
      for (const fault of scheduled) {
        const [shortest, longest] = faults.find(({ name }) => name === fault.fault)!.drawn.lengthS
        expect(fault.lengthMs).toBeGreaterThanOrEqual(shortest * 1000)
        expect(fault.lengthMs).toBeLessThanOrEqual(longest * 1000)
        // It overlaps the one before, or leaves it the time.
        if (fault.atMs >= endMs) expect(fault.atMs - endMs).toBeGreaterThanOrEqual(gapS[0] * 1000)
        endMs = Math.max(endMs, endOf(fault))
      }
      expect(durationMs - endMs).toBeGreaterThanOrEqual(gapS[0] * 1000)
    }),
  )
})

test('no node is struck twice at once: names differ, and of what is decided then there are enough', () => {
  fc.assert(
    fc.property(draws, fc.constantFrom('keep' as const, 'break' as const), (each, quorum) => {
      const scheduled = draw({ ...each, quorum }).faults
      const topology = parseTopology(each.topology, 'test')
      for (const { atMs } of scheduled) {
        const active = activeAt(scheduled, atMs)
        expect(active.length).toBeLessThanOrEqual(2)
        const targets = active.map(({ selector }) => targetsOf(topology).find(target => target.selector === selector)!)
        const [first, second] = targets
        if (first === undefined || second === undefined || roleOfTarget(first) !== roleOfTarget(second)) continue
        expect(first.nodes.length + second.nodes.length).toBe(2)
        expect(nodesOf(topology).filter(node => roleOf(node) === roleOfTarget(first)).length).toBeGreaterThan(1)
        if (first.selector === second.selector) expect(['random', 'follower']).toContain(first.selector)
      }
    }),
  )
})

test('every fault that has a weight is drawn', () => {
  const drawn = [{ servers: 5 }, { servers: 3, datastore: 'external-etcd' as const }, { datastore: 'mysql' as const }]
    .map(topology => draw({ durationMs: 36_000_000, topology, quorum: 'break' }))
    .flatMap(schedule => schedule.faults.map(({ fault }) => fault))
  expect(new Set(drawn)).toEqual(new Set(faults.filter(({ drawn }) => drawn.weight > 0).map(({ name }) => name)))
})

test('only those that are named, also one that is not drawn else', () => {
  const schedule = draw({ faults: drawnFaults(['pause', 'delay']), durationMs: 7_200_000 })
  expect(new Set(schedule.faults.map(({ fault }) => fault))).toEqual(new Set(['pause', 'delay']))
  expect(() => drawnFaults(['pause', 'pauze'])).toThrow("there is no fault 'pauze'")
})

test.each([
  [
    { topology: { servers: 1, loadBalancer: { kind: 'none' as const } } },
    'spaceAlarm: no quorum would be left; cutFromPeers, cutFromEveryone, interfaceDown: no server would be left to clients; cutFromBalancer: there is no load balancer; ',
  ],
  [
    { quorum: 'break' as const, faults: drawnFaults(['cutFromBalancer', 'readOnly']) },
    'none of these faults takes the quorum: cutFromBalancer: a quorum is left; readOnly: it strikes db, and there is none',
  ],
  [
    {
      quorum: 'break' as const,
      faults: drawnFaults(['restartBalancer']),
      topology: { loadBalancer: { kind: 'none' as const } },
    },
    'none of these faults can be drawn: restartBalancer: it strikes lb, and there is none',
  ],
  [
    { faults: drawnFaults(['spaceAlarm', 'restartBalancer']), topology: { loadBalancer: { kind: 'none' as const } } },
    'none of these faults can be drawn: restartBalancer: it strikes lb, and there is none; spaceAlarm: no quorum would be left',
  ],
  [{ durationMs: 20_000 }, '20 s are too short for a fault and its healing'],
])('what cannot be drawn says why', (wrong, words) => {
  expect(() => draw(wrong)).toThrow(words)
})

test('a schedule that was written to a file is the same when it is read', () => {
  fc.assert(
    fc.property(draws, each => {
      const schedule = draw(each)
      expect(parseSchedule(parse(scheduleFile(schedule, 'schema.json')), 'test')).toEqual(schedule)
    }),
    { numRuns: 20 },
  )
})
