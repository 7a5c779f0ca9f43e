import { expect, test } from 'vitest'
import { assumedFault } from '../../history/fault-instance.ts'
import type { FaultEffect, ProbePath, Sample } from '../../history/records.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { nothing } from './__fixtures__/nothing.ts'
import { type RetransmissionWindow, retransmissionCauses, retransmissionWindows } from './retransmission-windows.ts'

const us = (seconds: number) => seconds * 1e6
const nodes = [
  { id: 'lb:0', ip: '172.28.8.5' },
  { id: 'server:1', ip: '172.28.8.11' },
] as const
/** Struck at 100 s, over at 130 s. */
const faultOf = (kind: string, node: NodeId, effect: FaultEffect) =>
  assumedFault({
    id: 'f1',
    kind,
    node,
    effect,
    calledUs: us(100),
    beganUs: us(100),
    healedUs: us(130),
    evidence: [{ step: 'begin', atUs: us(100), text: `${kind} of ${node} was seen`, proven: true }],
  })
const powerOff = retransmissionWindows([faultOf('power-off', 'lb:0', { does: 'end', silent: true })], nodes)
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
  expect(retransmissionWindows([faultOf('kill', 'lb:0', { does: 'end' })], nodes)).toEqual([])
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
  const cut = (node: NodeId) =>
    retransmissionWindows([faultOf('cut-from-balancer', node, { does: 'cut', from: [], lost: 'both' })], nodes)
  expect(causesOf(cut('server:1'))).toHaveLength(2)
  expect(causesOf(cut('server:1').map(window => ({ ...window, ip: '172.28.8.12' })))).toEqual([])
})
