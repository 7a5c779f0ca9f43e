import { expect, test } from 'vitest'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { faultAt, type NamedFault, seriesOf, settingOf } from './__fixtures__/faults.ts'
import { predictSeries } from './predict-series.ts'

type Balancer = NonNullable<TopologyInput['loadBalancer']>

const ofBalancer = (
  loadBalancer: Balancer,
  kind: NamedFault,
  node: NodeId,
  connection: 'new' | 'reused' | 'reused-h2' | 'reused-h2-ping' = 'new',
) => predictSeries(seriesOf('cached-read', connection), [faultAt(node, kind)], settingOf({ loadBalancer }))

// Cells measured with these very files: docs/load-balancers.md.
test.each<[Balancer, NamedFault, number, number | undefined]>([
  [{ kind: 'nginx' }, 'power-off', 100, undefined],
  [{ kind: 'haproxy' }, 'power-off', 100, undefined],
  [{ kind: 'haproxy' }, 'pause', 300, 1 / 3],
  [{ kind: 'nginx' }, 'pause', 650, 1 / 3],
  [{ kind: 'nginx', preset: 'plain' }, 'power-off', 650, 1 / 3],
  [{ kind: 'haproxy', preset: 'plain' }, 'kill', 650, 1 / 3],
])('new connections behind %j, one of three lost by %s', (balancer, kind, toMs, share) => {
  const { gap, partly } = predictSeries(
    seriesOf('cached-read'),
    [faultAt('server:1', kind, { overUs: undefined, backUs: undefined })],
    settingOf({ loadBalancer: balancer }),
  )
  expect(gap?.fromMs).toBe(0)
  expect(gap?.toMs).toBeLessThanOrEqual(Math.max(toMs, share === undefined ? 0 : 650))
  expect(partly?.share).toBe(share)
})

test('for how long new connections meet a frozen server: until a check of the API sees it, or until the end', () => {
  expect(ofBalancer({ kind: 'haproxy' }, 'pause', 'server:1').partly?.forMs).toBe(4400 + 5000)
  expect(ofBalancer({ kind: 'nginx' }, 'pause', 'server:1').partly?.forMs).toBe(30_000 + 5000)
})

test('a kept connection waits for whoever gives a silent server up first', () => {
  const silent = (balancer: Balancer, connection: 'reused' | 'reused-h2' | 'reused-h2-ping') =>
    ofBalancer(balancer, 'power-off', 'server:1', connection).gap?.toMs
  // Its own limit of 5 s, and one connect limit.
  expect(silent({ kind: 'nginx' }, 'reused')).toBe(5100)
  expect(silent({ kind: 'haproxy' }, 'reused')).toBe(4500)
  expect(silent({ kind: 'haproxy' }, 'reused-h2')).toBe(4500)
  // Off for 20 s, and TCP's next try may be as far away again.
  expect(silent({ kind: 'nginx' }, 'reused-h2')).toBe(40_100)
  const basisOf = (more: Partial<FaultInstance>) =>
    predictSeries(seriesOf('cached-read', 'reused-h2'), [faultAt('server:1', 'power-off', more)], settingOf({})).basis
  expect(basisOf({})).toEqual({ kind: 'silent-connection', endedBy: 'server', afterMs: 40_000 })
  expect(basisOf({ backUs: undefined })).toEqual({ kind: 'silent-connection', endedBy: 'nobody' })
  expect(ofBalancer({ kind: 'nginx' }, 'kill', 'server:1', 'reused').gap?.toMs).toBeLessThan(700)
})

test('a load balancer itself: as long as it is away, or until the address moves', () => {
  expect(ofBalancer({ kind: 'haproxy' }, 'kill', 'lb:0')).toMatchObject({
    gap: { fromMs: 20_000, toMs: 30_000 },
    basis: { kind: 'balancers-away', count: 1 },
  })
  const pair = { kind: 'haproxy+keepalived' } as const
  expect(ofBalancer(pair, 'pause', 'lb:0')).toMatchObject({
    gap: { toMs: 4000 },
    basis: { kind: 'address-moves' },
  })
  expect(ofBalancer(pair, 'stop', 'lb:1').basis).toEqual({ kind: 'address-handed-over' })
})

test('kept connections last as long as a load balancer that is told to end takes for it', () => {
  const atLeast = (kind: NamedFault, connection: 'new' | 'reused') =>
    ofBalancer({ kind: 'nginx' }, kind, 'lb:0', connection).gap?.fromMs
  expect([atLeast('stop', 'new'), atLeast('stop', 'reused')]).toEqual([20_000, 5000])
  expect([atLeast('restart-balancer', 'new'), atLeast('restart-balancer', 'reused')]).toEqual([20_000, 0])
  expect(atLeast('kill', 'reused')).toBe(20_000)
})

test('a kept connection may stand into a load balancer that lost power until the next try of TCP', () => {
  const atMost = (kind: NamedFault, connection: 'reused' | 'reused-h2' | 'reused-h2-ping') =>
    predictSeries(
      seriesOf('cached-read', connection),
      [faultAt('lb:0', kind, { overUs: 30e6, backUs: 31e6 })],
      settingOf({ loadBalancer: { kind: 'haproxy' } }),
    ).gap?.toMs
  expect(atMost('power-off', 'reused-h2')).toBe(60_000 + 5000)
  expect(atMost('power-off', 'reused-h2-ping')).toBe(45_000 + 5000)
  expect(atMost('power-off', 'reused')).toBe(31_000 + 5000)
  expect(atMost('kill', 'reused-h2')).toBe(31_000 + 5000)
})

test('what is surely lost twice is not added up where somebody may have had an answer in between', () => {
  const twice = (secondUs: number) => [
    faultAt('lb:0', 'kill', { calledUs: 0, overUs: 20e6, backUs: 30e6 }),
    faultAt('lb:0', 'kill', { calledUs: secondUs, overUs: 40e6, backUs: 50e6 }),
  ]
  const atLeast = (secondUs: number) =>
    predictSeries(seriesOf('cached-read'), twice(secondUs), settingOf({})).gap?.fromMs
  expect([atLeast(25e6), atLeast(15e6)]).toEqual([20_000, 40_000])
})

test('without a balancer clients know server:0 and no other', () => {
  expect(ofBalancer({ kind: 'none' }, 'kill', 'server:1')).toEqual({
    gap: { fromMs: 0, toMs: 0 },
    basis: { kind: 'untouched' },
  })
  expect(ofBalancer({ kind: 'none' }, 'kill', 'server:0')).toMatchObject({
    gap: { fromMs: 20_000, toMs: 30_000 },
    basis: { kind: 'servers-away', servers: ['server:0'] },
  })
})

test('behind one upstream the loss of that server is the loss of all', () => {
  expect(ofBalancer({ upstreams: ['server:0'] }, 'kill', 'server:0').gap).toEqual({ fromMs: 20_000, toMs: 33_000 })
  expect(ofBalancer({ upstreams: ['server:0'] }, 'kill', 'server:1').gap).toEqual({ fromMs: 0, toMs: 0 })
})

const quorum = (operation: 'quorum-read' | 'write' | 'readyz', faults: FaultInstance[], input: TopologyInput = {}) =>
  predictSeries(seriesOf(operation), faults, settingOf(input))

test('writes and quorum reads wait for an election after a crash of the leader, and only of the leader', () => {
  expect(quorum('write', [faultAt('server:0', 'kill')]).gap).toEqual({ fromMs: 4000, toMs: 9500 })
  expect(quorum('write', [faultAt('server:0', 'pause')]).gap?.fromMs).toBe(4000)
  expect(quorum('write', [faultAt('server:1', 'kill')]).gap?.fromMs).toBe(0)
  expect(quorum('write', [faultAt('server:1', 'kill')]).gap?.toMs).toBeLessThan(700)
  expect(quorum('write', [faultAt('server:0', 'stop')])).toMatchObject({
    gap: { fromMs: 0 },
    basis: { kind: 'leadership-handed-over' },
  })
})

test('a request that was lost with the leader keeps a connection for its own limit', () => {
  const kept = predictSeries(seriesOf('write', 'reused'), [faultAt('server:0', 'kill')], settingOf({}))
  expect(kept.gap).toEqual({ fromMs: 4000, toMs: 14_500 })
})

test('checks that ask etcd leave no server in while it elects', () => {
  const ready = settingOf({ loadBalancer: { kind: 'haproxy', preset: 'ready' } })
  expect(predictSeries(seriesOf('cached-read'), [faultAt('server:0', 'kill')], ready)).toMatchObject({
    gap: { fromMs: 0, toMs: 11_500 },
    basis: { kind: 'election', waits: 'checks' },
  })
})

test('two of three members lost: until there is a quorum again, and caches go on', () => {
  const second = faultAt('server:1', 'kill', { calledUs: 2e6, overUs: 50e6, backUs: 60e6 })
  const two = [faultAt('server:0', 'kill'), second]
  // Between the second loss and the return of the first; then until that one is back, and what nginx adds.
  expect(quorum('write', two)).toMatchObject({
    gap: { fromMs: 18_000, toMs: 33_000 },
    basis: { kind: 'quorum-lost' },
  })
  expect(predictSeries(seriesOf('cached-read'), two, settingOf({})).gap?.fromMs).toBe(0)
})

test('a loss that nobody heals has no upper end', () => {
  const open = { overUs: undefined, backUs: undefined }
  const two = [faultAt('server:0', 'kill', open), faultAt('server:1', 'kill', open)]
  expect(quorum('write', two).gap).not.toHaveProperty('toMs')
})

test('a database that is away takes what asks it, and no more', () => {
  const away = [faultAt('db:0', 'stop', { leader: undefined })]
  expect(quorum('write', away, { datastore: 'postgres' })).toMatchObject({
    gap: { fromMs: 20_000 },
    basis: { kind: 'database-away' },
  })
  expect(predictSeries(seriesOf('cached-read'), away, settingOf({ datastore: 'postgres' })).gap).toEqual({
    fromMs: 0,
    toMs: 0,
  })
})

test('caches end with a server that cannot renew its lease, until another one is back', () => {
  const lost = (lease: NodeId) =>
    predictSeries(
      seriesOf('cached-read'),
      [faultAt('server:1', 'kill', { holders: { 'kube-scheduler': lease } })],
      settingOf({ servers: 2 }),
    ).gap
  expect(lost('server:0')).toEqual({ fromMs: 0, toMs: 30_000 - 8000 + 3000 })
  expect(lost('server:1')?.toMs).toBeLessThan(1100)
})

test('a datastore that takes no more writes goes on to answer reads', () => {
  const alarm = [faultAt('server:1', { does: 'read-only' })]
  expect(quorum('write', alarm)).toMatchObject({
    gap: { fromMs: 20_000 },
    basis: { kind: 'read-only' },
  })
  expect(quorum('quorum-read', alarm).gap).toEqual({ fromMs: 0, toMs: expect.closeTo(650, 0) })
})

test('a leader that is cut from its peers is lost to them, and clients that are led there get no answer from etcd', () => {
  const cut = faultAt('server:0', { does: 'cut', from: ['server:1', 'server:2'], lost: 'both' })
  expect(quorum('write', [cut])).toMatchObject({ gap: { fromMs: 4000, toMs: 9500 }, partly: { share: 1 / 3 } })
  expect(predictSeries(seriesOf('cached-read'), [{ ...cut, backUs: 20e6 }], settingOf({})).gap).toEqual({
    fromMs: 0,
    toMs: 0,
  })
})

test('theory says so where it has no number', () => {
  const delay = faultAt('server:1', { does: 'degrade' }, { kind: 'delay' })
  expect(predictSeries(seriesOf('write'), [delay], settingOf({}))).toEqual({
    basis: { kind: 'degraded', fault: 'delay', node: 'server:1' },
  })
  const file = settingOf({ loadBalancer: { kind: 'nginx', file: './nginx.conf' } })
  expect(predictSeries(seriesOf('cached-read'), [faultAt('server:1', 'kill')], file).gap).toEqual({ fromMs: 0 })
  expect(predictSeries(seriesOf('stream', 'reused-h2'), [], settingOf({}))).toEqual({ basis: { kind: 'no-theory' } })
})

test('a line that loses long packets is nothing to who only connects', () => {
  const mtu = [faultAt('server:1', { does: 'degrade', aboveBytes: 1000 }, { kind: 'mtu' })]
  expect(predictSeries(seriesOf('tcp-connect'), mtu, settingOf({}))).toEqual({
    gap: { fromMs: 0, toMs: 0 },
    basis: { kind: 'untouched' },
  })
  expect(predictSeries(seriesOf('tls'), mtu, settingOf({}))).toEqual({
    basis: { kind: 'degraded', fault: 'mtu', node: 'server:1' },
  })
})

test('the DNS whose host dies rests on how many replicas there are', () => {
  const fault = faultAt('server:1', 'kill', { hostsDns: true, overUs: undefined, backUs: undefined })
  const basis = (coredns: 1 | 2, operation: 'dns' | 'service') =>
    predictSeries(seriesOf(operation, 'new', 'in-cluster'), [fault], settingOf({ addOns: { coredns } })).basis
  expect(basis(1, 'dns')).toEqual({ kind: 'only-pod-lost', band: { fromMs: 17_000, toMs: 25_000 }, until: 'given-up' })
  const some = { kind: 'one-pod-lost', band: { fromMs: 7000, toMs: 10_000 }, until: 'given-up' }
  expect(basis(2, 'dns')).toEqual(some)
  expect(basis(1, 'service')).toEqual(some)
})

test('a host that is back before anybody gave it up is back with its pod', () => {
  const fault = faultAt('server:1', 'kill', { hostsDns: true, overUs: 60e6, backUs: 68e6 })
  const setting = settingOf({ addOns: { coredns: 1 }, timing: 'default' })
  expect(predictSeries(seriesOf('dns', 'new', 'in-cluster'), [fault], setting)).toMatchObject({
    gap: { fromMs: 60_000, toMs: 73_000 },
    basis: { kind: 'only-pod-lost', until: 'back' },
  })
  const unseen = { ...fault, backUs: undefined }
  expect(predictSeries(seriesOf('dns', 'new', 'in-cluster'), [unseen], setting).basis).toEqual({ kind: 'no-theory' })
})

test('nobody goes over an agent', () => {
  const agent = settingOf({ agents: 1 })
  expect(predictSeries(seriesOf('write'), [faultAt('agent:0', 'kill')], agent)).toEqual({
    gap: { fromMs: 0, toMs: 0 },
    basis: { kind: 'only-agents' },
  })
})

test('before a database a change is told to those who watch at the next look of kine', () => {
  const upper = (datastore: 'postgres' | 'external-etcd') =>
    predictSeries(seriesOf('watch', 'reused-h2'), [faultAt('server:1', 'kill')], settingOf({ datastore })).gap?.toMs
  expect(upper('postgres')! - upper('external-etcd')!).toBe(1000)
})

test('of servers in a ring the one that does not hear the leader is lost to who asks the state', () => {
  const ring = (leader: NodeId) => {
    const cut = (node: NodeId, from: NodeId) => faultAt(node, { does: 'cut', from: [from], lost: 'both' }, { leader })
    const faults = [cut('server:0', 'server:2'), cut('server:2', 'server:0')]
    const of = (operation: 'cached-read' | 'quorum-read') => predictSeries(seriesOf(operation), faults, settingOf({}))
    return [of('cached-read'), of('quorum-read')]
  }
  const untouched = { basis: { kind: 'untouched' } }
  expect(ring('server:0')).toMatchObject([untouched, { meetsLost: { share: 1 / 3 } }])
  // The one between them sees both.
  expect(ring('server:1')).toMatchObject([untouched, untouched])
})
