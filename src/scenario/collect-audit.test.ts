import { expect, test, vi } from 'vitest'
import { fakeCluster } from '../cluster/__fixtures__/fake-cluster.ts'
import * as engine from '../engine/engine.ts'
import * as files from '../engine/files.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { collectAudit } from './collect-audit.ts'

vi.mock('../engine/files.ts')
vi.mock('../engine/engine.ts')

const clock = { monotonicUs: 5_000_000, wallMs: Date.parse('2026-11-22T12:30:00Z') }
const line = JSON.stringify({
  stage: 'ResponseComplete',
  verb: 'update',
  user: { username: 'system:kube-scheduler' },
  objectRef: { resource: 'leases', name: 'kube-scheduler' },
  responseStatus: { code: 200 },
  requestReceivedTimestamp: '2026-11-22T12:30:01.250001Z',
})

const cluster = fakeCluster({
  topology: parseTopology(
    { extraArgs: [{ nodes: 'server:1', args: ['--kube-apiserver-arg=audit-log-path=/mine'] }] },
    'test',
  ),
  containers: new Map([
    ['server:0', 'c0'],
    ['server:1', 'c1'],
    ['server:2', 'c2'],
  ]),
})

async function collected(): Promise<object[]> {
  const records: object[] = []
  await collectAudit(cluster, clock, record => records.push(record))
  return records
}

test('each act is told at its moment of the monotonic clock; a log that cannot be had, by a note', async () => {
  vi.mocked(files.readFile).mockImplementation(async (_engine, id, path) => {
    expect(path).toBe('/var/lib/rancher/k3s/server/logs/audit.log')
    if (id === 'c2') throw new Error('no such file')
    // The log goes further back than the run.
    return Buffer.from(`${line.replace('12:30:01', '12:29:59')}\n${line}\n`)
  })
  expect(await collected()).toEqual([
    {
      type: 'audit',
      node: 'server:0',
      atUs: 6_250_001,
      user: 'system:kube-scheduler',
      verb: 'update',
      resource: 'leases',
      name: 'kube-scheduler',
      code: 200,
    },
    { type: 'note', text: "no audit log of server:1: the topology's arguments set up another one" },
    { type: 'note', text: 'no audit log of server:2: no such file' },
  ])
})

test('an engine that is gone does not hide how the run ended', async () => {
  vi.mocked(engine.requireAnswer).mockRejectedValue(new Error('the engine does not answer'))
  expect(await collected()).toMatchObject([{ type: 'note' }, { type: 'note' }, { type: 'note' }])
})
