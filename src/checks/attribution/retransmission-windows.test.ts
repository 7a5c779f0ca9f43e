import { expect, test } from 'vitest'
import type { ProbePath, Sample } from '../../history/records.ts'
import type { NodeId } from '../../topology/node-id.ts'
import type { FaultStory } from '../fault-story.ts'
import { nothing } from './__fixtures__/nothing.ts'
import { type RetransmissionWindow, retransmissionCauses, retransmissionWindows } from './retransmission-windows.ts'

const us = (seconds: number) => seconds * 1e6
const nodes = [
  { id: 'lb:0', ip: '172.28.8.5' },
  { id: 'server:1', ip: '172.28.8.11' },
] as const
/** Struck at 100 s, over at 130 s. */
const story = (kind: string, node: NodeId, does: 'end' | 'cut' = 'end') =>
  ({
    id: 'f1',
    call: { kind, node, effect: does === 'cut' ? { does, from: [] } : { does }, atUs: us(100) },
    begin: { atUs: us(100), evidence: `${kind} of ${node} was seen` },
    healedUs: us(130),
  }) as unknown as FaultStory
const powerOff = retransmissionWindows([story('power-off', 'lb:0')], nodes)
const event = {
  kind: 'fault-began',
  node: 'lb:0',
  fault: 'f1',
  faultKind: 'power-off',
  seen: 'power-off of lb:0 was seen',
}
const outage = { fromUs: us(99), toUs: us(150) }
const waiting = (sentS: number): Sample => ({
  type: 'sample',
  seq: 0,
  atUs: 0,
  series: 'lb/watch/reused-h2',
  n: 0,
  intendedUs: us(sentS),
  sentUs: us(sentS),
  endUs: us(sentS + 5),
  localPort: 40_000,
  outcome: 'timeout',
})
const causesOf = (
  retransmissions: readonly RetransmissionWindow[],
  { path = 'lb', sinceS = 50 }: { path?: ProbePath; sinceS?: number } = {},
) =>
  retransmissionCauses(outage, [waiting(128), waiting(140)], path, {
    ...nothing,
    retransmissions,
    connectedSince: () => us(sinceS),
    sessionOf: () => ({ upstreams: ['172.28.8.11:6443'] }) as never,
  })

test('a line that was quiet may be quiet for as long again; one that a RST ends is not', () => {
  expect(powerOff).toEqual([
    { node: 'lb:0', ip: '172.28.8.5', struckUs: us(100), fromUs: us(130), toUs: us(160), event },
  ])
  expect(retransmissionWindows([story('kill', 'lb:0')], nodes)).toEqual([])
})

test('it explains what waited on a connection that had stood before', () => {
  expect(causesOf(powerOff)).toEqual([
    { kind: 'retransmission', fromUs: us(130), toUs: us(133), event },
    { kind: 'retransmission', fromUs: us(140), toUs: us(145), event },
  ])
  expect(causesOf(powerOff, { sinceS: 131 })).toEqual([])
  expect(causesOf(powerOff, { path: 'direct:server:1' })).toEqual([])
})

test('beyond a balancer it is the line of the server that took the session', () => {
  const cut = (node: NodeId) => retransmissionWindows([story('cut-from-balancer', node, 'cut')], nodes)
  expect(causesOf(cut('server:1'))).toHaveLength(2)
  expect(causesOf(cut('server:1').map(window => ({ ...window, ip: '172.28.8.12' })))).toEqual([])
})
