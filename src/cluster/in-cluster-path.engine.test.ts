// @module-tag nightly
import { expect, test } from 'vitest'
import { terminalProgress } from '../base/terminal-progress.ts'
import { pause } from '../base/wait-until.ts'
import { requireEngine } from '../engine/require-engine.ts'
import type { ProberRecord, Sample } from '../history/records.ts'
import { ensureImages } from '../images/ensure-images.ts'
import { choiceFor } from '../images/images-of.ts'
import type { Kube } from '../kube/kube-client.ts'
import { beginRun } from '../run/run.ts'
import { seriesOf } from '../scenario/probe-sets.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { beginProbing } from './begin-probing.ts'
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

const podAddress = async (kube: Kube) =>
  (await kube.core.readNamespacedPod({ namespace: 'holdfast', name: 'in-cluster' })).status!.podIP!

test('a pod reaches the API, the DNS and a Service through the path in-cluster', { timeout: 300_000 }, async () => {
  const progress = terminalProgress()
  const engine = await requireEngine(progress, signal)
  const topology = parseTopology({ servers: 1, addOns: { coredns: 1 } }, 'test')
  const images = await ensureImages(engine, choiceFor(topology), progress, signal)
  await using run = await beginRun(engine, { title: 'the path in-cluster' })
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
  const connections = await cluster.node('server:0').execOrThrow(['conntrack', '-L', '-p', 'tcp', '-s', ip])
  expect(connections).toContain('dport=443')
  // The relay is of the node itself: frozen and starved with it, and ended.
  const node = cluster.node('server:0')
  const relays = (await node.processes()).filter(({ names }) => names.some(name => name.startsWith('/holdfast/relay-')))
  expect(relays).toHaveLength(1)
  const [ours, theirs] = await Promise.all(
    ['self', relays[0]!.pid].map(process => node.execOrThrow(['cat', `/proc/${process}/cgroup`])),
  )
  expect(theirs).toBe(ours)
  await cluster.observer.end()
  await cluster.kube.close()
})
