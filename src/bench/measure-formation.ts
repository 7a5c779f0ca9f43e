import { createContainers } from '../cluster/create-containers.ts'
import { form } from '../cluster/form.ts'
import type { FormationStage, FormationStep } from '../history/formation-stage.ts'
import { beginRun } from '../run/run.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import type { Circumstances } from './circumstances.ts'
import type { FormationTimes } from './formation-times.ts'

/** Forms a cluster, takes the time of each stage from the first start of a node on, and removes the cluster. */
export async function measureFormation(
  topology: Topology,
  order: FormationTimes['order'],
  { engine, images, progress, signal }: Circumstances,
): Promise<FormationTimes> {
  const { servers, datastore, timing } = topology
  const title = `form ${servers} ${servers === 1 ? 'server' : 'servers'}, ${datastore}, ${timing}, ${order}`
  await using run = await beginRun(engine, { title })
  const created = await createContainers(engine, { runId: run.id, labels: run.labels, topology, images })
  const stages: FormationStep[] = []
  let beganMs: number | undefined
  const onStage = (stage: FormationStage, node?: NodeId) => {
    beganMs ??= performance.now()
    stages.push({ stage, ...(node && { node }), afterMs: Math.round(performance.now() - beganMs) })
  }
  await progress.stage(title, async awaiting => {
    const oneByOne = order === 'one by one'
    const cluster = await form(created, { signal, awaiting, onStage, saveProberLine: () => {}, oneByOne })
    await cluster.observer.end()
    await cluster.kube.close()
  })
  return { servers, order, stages }
}
