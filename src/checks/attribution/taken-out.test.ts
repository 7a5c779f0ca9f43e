import { expect, test } from 'vitest'
import type { BalancerEvent, BalancerSession } from '../../history/history.ts'
import { at, goodRun } from '../__fixtures__/run.ts'
import { takenOut } from './taken-out.ts'

test('what the check says that took the session’s own server out', () => {
  const run = goodRun()
  const server = run.manifest.nodes.find(({ id }) => id === 'server:1')!
  const out = (seconds: number, id: string, reason: string): BalancerEvent => ({
    seq: 0,
    atUs: at(seconds),
    type: 'upstream',
    balancer: 'lb:0',
    server: id,
    isUp: false,
    reason,
  })
  run.balancerEvents.push(
    out(51, 'server:1', 'Layer7 timeout'),
    out(51.9, 'server:2', 'another'),
    out(90, 'server:1', 'later'),
  )
  const session = (seconds: number, retries = 0): BalancerSession => ({
    seq: 0,
    type: 'session',
    fromUs: at(40),
    atUs: at(seconds),
    port: 1,
    upstreams: [`${server.ip}:6443`],
    connectMs: [1],
    status: '200',
    retries,
    end: 'D-',
  })
  const taken = { server: 'server:1', reason: 'Layer7 timeout' }
  expect(takenOut(session(52), run)).toEqual(taken)
  expect(takenOut(session(49.7), run), 'a length that was measured short').toEqual(taken)
  expect(takenOut(session(60), run)).toEqual({ server: 'server:1' })
  expect(takenOut(session(53.5), run), 'nothing near').toEqual({ server: 'server:1' })
  expect(takenOut(session(53.5, 1), run), 'led on from another').toEqual({
    server: 'server:2',
    reason: 'another',
  })
})
