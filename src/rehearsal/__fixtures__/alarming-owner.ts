// A program that owns a run, kept, whose etcd apart from the server has an alarm, for a test that kills it: one line of JSON
// tells the run and the container of the member that is asked for it, once the alarm is on.
import { createContainers } from '../../cluster/create-containers.ts'
import { form } from '../../cluster/form.ts'
import { requireEngine } from '../../engine/require-engine.ts'
import { spaceAlarm } from '../../faults/storage/space-alarm.ts'
import { ensureImages } from '../../images/ensure-images.ts'
import { choiceFor } from '../../images/images-of.ts'
import { beginRun } from '../../run/run.ts'
import { parseTopology } from '../../topology/parse-topology.ts'

const progress = { note: () => {}, stage: <T>(_title: string, work: (awaiting: () => void) => Promise<T>) => work(() => {}) }
const { signal } = new AbortController()
const topology = parseTopology({ servers: 1, datastore: 'external-etcd', loadBalancer: { kind: 'none' } }, 'test')
const engine = await requireEngine(progress)
const images = await ensureImages(engine, choiceFor(topology), progress)
const run = await beginRun(engine, { title: 'a test of an alarm', kept: true })
const { id: runId, labels } = run
const created = await createContainers(engine, { runId, labels, topology, images })
const cluster = await form(created, { signal, awaiting: () => {}, onStage: () => {}, saveProberLine: () => {} })
await spaceAlarm.inject(
  {
    faultId: 'space-alarm-1',
    cluster,
    journal: run.journal,
    record: () => {},
    group: ['etcd:0'],
    aboutToAct: async () => {},
    engineEvent: () => new Promise(() => {}),
    keepWords: async () => {},
    signal,
  },
  'etcd:0',
)
await run.keep()
console.log(JSON.stringify({ id: runId, container: cluster.node('etcd:0').containerId }))
