import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { BadInputError } from '../base/errors.ts'
import { ownCommand } from '../base/own-command.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { createContainers } from '../cluster/create-containers.ts'
import { examineBalancer } from '../cluster/examine-balancer.ts'
import { form } from '../cluster/form.ts'
import { lintTopology } from '../cluster/lint-topology.ts'
import { balancerOf } from '../cluster/load-balancers/balancer-of.ts'
import { findProgram } from '../engine/find-program.ts'
import { choiceFor } from '../images/images-of.ts'
import { prepareEngine } from '../images/prepare-engine.ts'
import { newRunDirectory } from '../run/directories.ts'
import { collectGarbage } from '../run/gc.ts'
import { beginRun } from '../run/run.ts'
import { saveLogs } from '../scenario/save-logs.ts'
import { countWords } from '../topology/count-words.ts'
import { riskLine } from '../topology/lint/risk-line.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { endsWithContainer } from './outlive-container.ts'
import { interruptible } from './prepare.ts'
import { addTopologyOptions, type TopologyFlags, topologyFromFlags } from './topology-options.ts'

/** `holdfast up` */
export const upCommand = (): Command =>
  addTopologyOptions(new Command('up').description("Forms a cluster and leaves it running until 'holdfast down'."))
    .addHelpText('after', '\nExample:\n  $ holdfast up --servers 3')
    .action((flags: TopologyFlags) => interruptible(signal => up(flags, signal)))

async function up(flags: TopologyFlags, signal: AbortSignal): Promise<void> {
  requireToOutlive()
  const topology = parseTopology(topologyFromFlags(flags), 'the command line')
  balancerOf(topology)
  const progress = terminalProgress()
  // What it risks is left to the person who asked for it.
  const risks = riskLine(lintTopology(topology))
  if (risks !== undefined) progress.note(risks)
  const { engine, images } = await prepareEngine(choiceFor(topology), progress, signal)
  await examineBalancer(engine, images, topology, signal)
  await collectGarbage(engine)
  await using run = await beginRun(engine, { title: `${countWords(topology)}, left up`, kept: true })
  const created = await progress.stage('create containers', () =>
    createContainers(engine, {
      runId: run.id,
      labels: run.labels,
      topology,
      images,
    }),
  )
  const cluster = await progress.stage(`form ${countWords(topology)}`, awaiting =>
    form(created, { signal, awaiting, onStage: () => {}, saveProberLine: () => {} }).catch(async error => {
      if (!signal.aborted) await saveLogs(created, (await newRunDirectory('reports', run.id)).logs)
      throw error
    }),
  )
  await cluster.observer.end()
  await cluster.kube.close()
  const kubeconfig = join(run.directory, 'kubeconfig')
  await writeFile(kubeconfig, cluster.kubeconfig, { mode: 0o600 })
  await run.keep()
  console.log(`cluster ${run.id} is up; its kubeconfig: ${kubeconfig}`)
  console.log(`look at it:  ${await kubectlLine(kubeconfig, engine.host, `holdfast-${run.id}-server-0`)}`)
  console.log(`remove it:   ${ownCommand} down ${run.id}`)
}

/** A container of Holdfast's image takes the engine in it, and all its containers, with it. */
function requireToOutlive(): void {
  if (!endsWithContainer('up')) return
  throw new BadInputError("'up' leaves a cluster running, and this container ends with it", {
    hint: "start one that stays, with --entrypoint sleep … holdfast infinity, and call 'holdfast up' in it by docker exec",
  })
}

/** A line that works here: by this machine's kubectl, else by the one in the node. */
async function kubectlLine(kubeconfig: string, host: string, container: string): Promise<string> {
  if (await findProgram('kubectl')) return `KUBECONFIG=${kubeconfig} kubectl get nodes`
  return `docker --host ${host} exec ${container} kubectl get nodes`
}
