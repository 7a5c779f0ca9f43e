import { expect, test } from 'vitest'
import { undoDeadlineMs } from '../faults/fault.ts'
import { parseSchedule } from './parse-schedule.ts'
import { longestFaultMs } from './schedule-schema.ts'

const strike = { at: '10s', fault: 'kill', on: 'leader', lasts: '20s' }
const good = { seed: 7, duration: '3m', faults: [strike] }

test('a schedule written by hand', () => {
  expect(parseSchedule({ ...good, topology: { servers: 5 } }, 'test')).toMatchObject({
    seed: 7,
    durationMs: 180_000,
    quorum: 'keep',
    topology: { servers: 5 },
    faults: [{ atMs: 10_000, fault: 'kill', selector: 'leader', lengthMs: 20_000 }],
  })
})

test.each([
  [{ ...good, seed: -1 }, 'schedule.seed: '],
  [{ ...good, duration: '30s' }, "schedule.duration: write a length from '1m' to '2h'"],
  [{ ...good, faults: [] }, 'schedule.faults: write at least one'],
  [{ ...good, faults: [{ ...strike, on: 'leadr' }] }, "schedule.faults.0.on: write for example 'leader'"],
  [{ ...good, faults: [{ ...strike, lasts: '20' }] }, "schedule.faults.0.lasts: write a length such as '20s'"],
  [{ ...good, faults: [{ ...strike, lasts: '11m' }] }, "schedule.faults.0.lasts: write a length from '1s' to '10m'"],
  [
    { ...good, faults: [{ ...strike, lasts: '175s' }] },
    'schedule.faults.0.lasts: it would not be healed before the end',
  ],
  [
    { ...good, faults: [strike, { ...strike, at: '9s' }] },
    'schedule.faults.1.at: it is before that of the fault above',
  ],
  [{ ...good, topology: { servers: 9 } }, 'schedule.topology.servers: write a whole number from 1 to 7'],
  [{ ...good, topology: { servers: 2, datastore: 'sqlite' } }, 'topology.datastore: sqlite is a file of one server'],
])('%j is none', (input, words) => {
  expect(() => parseSchedule(input, 'test')).toThrow(`test: ${words}`)
})

test('no fault of a schedule lasts until its undo is played by the reaper', () => {
  expect(longestFaultMs * 2).toBeLessThan(undoDeadlineMs)
})
