import { expect, test } from 'vitest'
import { campaign } from '../__fixtures__/campaign.ts'
import type { RunReport } from '../report-schema.ts'
import { floorOfCheck, formationFloor, lostFloor } from './floors.ts'

const [held] = campaign().reports as [RunReport]
const { topology, checks, faults } = held
const check = checks[0]!

test.each([
  ['one connect limit, 0.1 s', '0.1 s'],
  ['election 4.0–10.0 s (500/5000 ms), here term 2 → 3', '4.0–10.0 s'],
  ['the lease of the scheduler moves 13–29 s after the fault, then about 1 s', '13–29 s'],
  ['one reconnect', undefined],
])('the time of %j', (theory, floor) => {
  expect(floorOfCheck({ ...held, checks: [{ ...check, id: 'x/1', theory }] }, 'x/')).toEqual({
    theory,
    ...(floor === undefined ? {} : { floor }),
  })
})

test('a check without theory, or none at all', () => {
  expect(floorOfCheck({ ...held, checks: [] }, 'x/')).toBeUndefined()
})

type Balancer = RunReport['topology']['loadBalancer']

const lost = (balancer: Partial<Balancer>, kind: string, node = 'server:1') =>
  lostFloor({
    ...held,
    topology: { ...topology, loadBalancer: { ...topology.loadBalancer, ...balancer } },
    faults: [{ ...faults[0]!, kind, node }],
  })?.floor

test('what nginx loses to a server that vanished, and to a frozen one', () => {
  const kinds = ['kill', 'power-off', 'pause']
  expect(kinds.map(kind => lost({ preset: 'plain' }, kind))).toEqual(['0–33 %', '33 %', '33 %'])
  expect(kinds.map(kind => lost({ preset: 'tuned' }, kind))).toEqual(['0 %', '0 %', '33 %'])
})

test('a check of the API sees a frozen server, one of TCP does not', () => {
  expect(lost({ kind: 'haproxy', preset: 'tuned' }, 'pause')).toBeUndefined()
  expect(lost({ kind: 'haproxy', preset: 'plain' }, 'pause')).toBe('33 %')
})

test('of a file of the user, or a fault of another node, nothing is known', () => {
  expect(lost({ file: './nginx.conf' }, 'pause')).toBeUndefined()
  expect(lost({}, 'pause', 'lb:0')).toBeUndefined()
})

const formed = (servers: number, timing: 'default' | 'fast', standIn: boolean) =>
  formationFloor({
    ...held,
    timing,
    topology: { ...topology, servers },
    images: held.images.map(image => ({ ...image, standIn })),
  })?.floor

test('one learner after the other waits for a tick', () => {
  expect([formed(1, 'default', false), formed(3, 'default', false), formed(5, 'default', true)]).toEqual([
    '0 s',
    '15–30 s',
    '45–60 s',
  ])
  expect(formed(3, 'fast', true)).toBe('1–2 s')
  expect(formationFloor({ ...held, topology: { ...topology, datastore: 'mysql' } })).toBeUndefined()
})
