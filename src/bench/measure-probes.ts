import { setTimeout as sleep } from 'node:timers/promises'
import { nowUs } from '../base/clock.ts'
import { createContainers } from '../cluster/create-containers.ts'
import { form } from '../cluster/form.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { beginRun } from '../run/run.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { Circumstances } from './circumstances.ts'

/** What a stretch of time cost, in share of a core: the server with its API and etcd, and the prober. */
export interface ProbeCost {
  /** The series that was probed; undefined for none, the floor. */
  series?: string
  perSecond: number
  serverCores: number
  proberCores: number
}

const stretchMs = 15_000

/** Forms one server, and takes what it and the prober use: while nothing is probed, and with each series by itself. */
export async function measureProbes(
  all: readonly SeriesDefinition[],
  { engine, images, progress, signal }: Circumstances,
): Promise<ProbeCost[]> {
  await using run = await beginRun(engine, { title: 'what probes cost' })
  const topology = parseTopology({ servers: 1 }, 'bench')
  const created = await createContainers(engine, { runId: run.id, labels: run.labels, topology, images })
  const cluster = await progress.stage('form 1 server', awaiting =>
    form(created, { signal, awaiting, onStage: () => {}, saveProberLine: () => {} }),
  )
  const used = async () => ({
    atUs: nowUs(),
    serverUs: await cluster.node('server:0').cpuUs(),
    proberUs: await cluster.node('client:0').cpuUs(),
  })
  const stretch = async () => {
    const before = await used()
    await sleep(stretchMs, undefined, { signal })
    const after = await used()
    const cores = (us: number) => us / (after.atUs - before.atUs)
    return {
      serverCores: cores(after.serverUs - before.serverUs),
      proberCores: cores(after.proberUs - before.proberUs),
    }
  }
  try {
    const idle = await progress.stage('probe nothing', stretch)
    const costs: ProbeCost[] = [{ perSecond: 0, ...idle }]
    for (const series of all) {
      cluster.observer.begin([series])
      const cost = await progress.stage(`probe ${series.id}`, stretch)
      await cluster.observer.drain()
      costs.push({ series: series.id, perSecond: 1000 / series.intervalMs, ...cost })
    }
    await cluster.observer.end()
    return costs
  } finally {
    await cluster.kube.close()
  }
}
