import { expect, test } from 'vitest'
import { terminalProgress } from '../base/terminal-progress.ts'
import { pause } from '../base/wait-until.ts'
import { execute } from '../engine/execute.ts'
import { requireEngine } from '../engine/require-engine.ts'
import type { ProberRecord, Sample } from '../history/records.ts'
import { ensureImages } from '../images/ensure-images.ts'
import type { Kube } from '../kube/kube-client.ts'
import { beginRun } from '../run/run.ts'
import { seriesOf } from '../scenario/probe-sets.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { beginProbing } from './begin-probing.ts'
import { type Cluster, containerOf, ipOf } from './cluster.ts'
import { createContainers } from './create-containers.ts'
import { form } from './form.ts'

const signal = AbortSignal.timeout(240_000)

const series = [
  seriesOf('in-cluster', 'tcp-connect', 'new'),
  seriesOf('in-cluster', 'cached-read', 'new'),
  seriesOf('in-cluster', 'cached-read', 'reused-h2'),
  seriesOf('in-cluster', 'watch', 'reused-h2'),
  seriesOf('in-cluster', 'dns', 'new'),
  seriesOf('in-cluster', 'service', 'new'),
  seriesOf('lb', 'cached-read', 'new'),
]

/** Answers every question over TCP by one address; the port is no cluster's, the Service leads to it. */
const nameServer = `require('net').createServer(s => s.on('error', () => {}).on('data', q => {
  const m = Buffer.concat([q.subarray(2, 4), Buffer.from([128, 128, 0, 1, 0, 1, 0, 0, 0, 0]), q.subarray(14),
    Buffer.from([192, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, 10, 43, 0, 1])])
  s.write(Buffer.concat([Buffer.from([m.length >> 8, m.length & 255]), m]))
})).listen(5353)`

/** A cluster of ours has no DNS of its own: one in client:0 stands for it, behind the Service that every cluster has. */
async function plantDns(cluster: Cluster): Promise<void> {
  const start = ['sh', '-c', 'node -e "$1" >/dev/null 2>&1 &', 'name-server', nameServer]
  await execute(cluster.engine, containerOf(cluster, 'client:0'), start)
  const { core, discovery } = cluster.kube
  const ports = [{ name: 'dns', protocol: 'TCP', port: 53, targetPort: 5353 }]
  await core.createNamespacedService({
    namespace: 'kube-system',
    body: { metadata: { name: 'kube-dns' }, spec: { ports } },
  })
  await discovery.createNamespacedEndpointSlice({
    namespace: 'kube-system',
    body: {
      metadata: { name: 'kube-dns', labels: { 'kubernetes.io/service-name': 'kube-dns' } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [ipOf(cluster, 'client:0')] }],
      ports: [{ name: 'dns', protocol: 'TCP', port: 5353 }],
    },
  })
}

const podAddress = async (kube: Kube) =>
  (await kube.core.readNamespacedPod({ namespace: 'holdfast', name: 'in-cluster' })).status!.podIP!

test('a pod reaches the API, the DNS and a Service through the path in-cluster', { timeout: 300_000 }, async () => {
  const progress = terminalProgress()
  const engine = await requireEngine(progress, signal)
  const images = await ensureImages(engine, {}, progress, signal)
  await using run = await beginRun(engine, { title: 'the path in-cluster' })
  const topology = parseTopology({ servers: 1 }, 'test')
  const created = await createContainers(engine, { runId: run.id, labels: run.labels, topology, images })
  const records: ProberRecord[] = []
  const cluster = await form(created, {
    signal,
    awaiting: () => {},
    onStage: () => {},
    saveProberLine: line => records.push(JSON.parse(line)),
  })
  const notes: string[] = []
  const options = { signal, note: (text: string) => notes.push(text) }

  await expect(beginProbing(cluster, [series[4]!], options)).rejects.toThrow(
    'asks the DNS of the cluster, which has none',
  )
  await plantDns(cluster)
  await beginProbing(cluster, series, options)
  await pause(8000, signal)
  await cluster.observer.drain()

  const samples = records.filter((record): record is Sample => record.type === 'sample')
  for (const { id } of series) {
    const own = samples.filter(sample => sample.series === id)
    const bad = own.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'void')
    expect(bad, id).toEqual([])
    expect(own.length, id).toBeGreaterThan(20)
  }
  const ip = await podAddress(cluster.kube)
  expect(notes[0]).toBe(`in-cluster is a pod on server:0, at ${ip}`)
  // It truly leaves from the pod: the node's own table of connections holds one from there to the Service.
  const { stdout } = await execute(engine, containerOf(cluster, 'server:0'), ['conntrack', '-L', '-p', 'tcp', '-s', ip])
  expect(stdout).toContain('dport=443')
  await cluster.observer.end()
  await cluster.kube.close()
})
