import type { Progress } from '../../../base/progress.ts'
import { waitUntil } from '../../../base/wait-until.ts'
import { requireEngine } from '../../../engine/require-engine.ts'
import { ensureImages } from '../../../images/ensure-images.ts'
import { choiceFor } from '../../../images/images-of.ts'
import { beginRun } from '../../../run/run.ts'
import type { NodeId } from '../../../topology/node-id.ts'
import { parseTopology } from '../../../topology/parse-topology.ts'
import type { Topology } from '../../../topology/topology.ts'
import type { ClusterContainers } from '../../cluster.ts'
import { createContainers } from '../../create-containers.ts'
import { expectAnswer, startDatastore } from '../../start-datastore.ts'

const signal = AbortSignal.timeout(600_000)
const silent: Progress = { stage: (_title, work) => work(() => {}), note: () => {} }

/** A datastore whose nodes run, and what a test does with them. */
interface Lab {
  cluster: ClusterContainers
  untilAnswer(node: NodeId): Promise<void>
  run(node: NodeId, ...command: string[]): Promise<string>
}

/** Starts the nodes of a datastore alone, and takes everything away afterwards. */
export async function withDatastore(datastore: Topology['datastore'], work: (lab: Lab) => Promise<void>): Promise<void> {
  const engine = await requireEngine(silent, signal)
  const topology = parseTopology({ servers: 1, datastore }, 'test')
  const images = await ensureImages(engine, choiceFor(topology), silent, signal)
  await using run = await beginRun(engine, { title: `a ${datastore} alone` })
  const cluster = await createContainers(engine, { runId: run.id, labels: run.labels, topology, images })
  const until = (what: string, attempt: () => Promise<void>) => waitUntil(what, attempt, { timeoutMs: 60_000, signal })
  await startDatastore(cluster, { untilNode: (what, _node, attempt) => until(what, attempt), onStage: () => {} })
  await work({
    cluster,
    untilAnswer: node => until(`${node} to answer`, () => expectAnswer(cluster, node)),
    run: async (node, ...command) => {
      const { stdout, stderr } = await cluster.node(node).exec(command)
      return `${stdout}${stderr}`.trim()
    },
  })
}
