// A program that owns a run with one container cut from its peers, for tests that kill it:
// `cutting-owner.ts <engine host> <image with tools> [keep] [soon]`. It prints one line of JSON once the
// cut holds, and then waits. With `soon` the undo is due after a second instead of at the faults' deadline.
import { fakeCluster } from '../../../cluster/__fixtures__/fake-cluster.ts'
import { createContainer, startContainer } from '../../../engine/container.ts'
import { openEngine } from '../../../engine/engine.ts'
import { createNetwork } from '../../../engine/network.ts'
import { beginRun } from '../../../run/run.ts'
import { addressesOf, subnetCandidates } from '../../../topology/addresses.ts'
import { parseTopology } from '../../../topology/parse-topology.ts'
import type { FaultContext } from '../../fault.ts'
import { cutFromPeers } from '../cut.ts'

const [host, image, ...flags] = process.argv.slice(2)
const engine = await openEngine(host!)
const kept = flags.includes('keep')
const run = await beginRun(engine, { title: 'a test of a cut', kept })
const { labels } = run
const name = `holdfast-${run.id}`
const topology = parseTopology({ servers: 3 }, 'test')
const { subnet } = await createNetwork(engine, { name, labels, subnets: subnetCandidates })
const nodes = addressesOf(topology, subnet)
const container = await createContainer(engine, {
  name,
  image: image!,
  entrypoint: ['/bin/sh', '-c', 'sleep 3600'],
  labels,
  network: { name, ...nodes.find(({ id }) => id === 'server:1')! },
})
await startContainer(engine, container)
const dueMs = flags.includes('soon') ? { deadlineMs: 1000 } : undefined
const cluster = fakeCluster({
  engine,
  runId: run.id,
  labels,
  topology,
  nodes,
  containers: new Map([['server:1', container]]),
  images: [{ role: 'node', id: image }],
})
const context: FaultContext = {
  faultId: 'cut-from-peers-1',
  cluster,
  journal: { ...run.journal, append: (undo, options) => run.journal.append(undo, dueMs ?? options) },
  record: () => {},
  group: ['server:1'],
  aboutToAct: async () => {},
  engineEvent: () => new Promise(() => {}),
  keepWords: async () => {},
  signal: new AbortController().signal,
}
await cutFromPeers().inject(context, 'server:1')
if (kept) await run.keep()
console.log(JSON.stringify({ id: run.id, container }))
setInterval(() => {}, 60_000)
