import { join } from 'node:path'
import { messageOf } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import { createContainers } from '../cluster/create-containers.ts'
import { examineBalancer } from '../cluster/examine-balancer.ts'
import { lintTopology } from '../cluster/lint-topology.ts'
import { balancerOf } from '../cluster/load-balancers/balancer-of.ts'
import { watchEngine } from '../cluster/watch-engine.ts'
import type { Engine } from '../engine/engine.ts'
import { requireEngine } from '../engine/require-engine.ts'
import { writeManifest } from '../history/history-writer.ts'
import { saveStream } from '../history/save-stream.ts'
import { ensureImages } from '../images/ensure-images.ts'
import { choiceFor, type Images } from '../images/images-of.ts'
import { newRunDirectory, type RunDirectory } from '../run/directories.ts'
import { collectGarbage } from '../run/gc.ts'
import { inTurn } from '../run/queue.ts'
import { beginRun } from '../run/run.ts'
import type { LintFinding } from '../topology/lint/finding.ts'
import { requireSound } from '../topology/lint/require-sound.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import { buildManifest } from './build-manifest.ts'
import { collectAudit, collectAuditOf } from './collect-audit.ts'
import type { Scenario } from './definition.ts'
import { guardedStream } from './guarded-stream.ts'
import { openHarnessRecord } from './harness-record.ts'
import { liveThrough } from './live-through.ts'
import { RunGuard } from './run-guard.ts'
import { saveLog, saveLogs } from './save-logs.ts'
import { watchClock } from './watch-clock.ts'
import { watchHost } from './watch-host.ts'

interface Circumstances {
  file: string
  seed: number
  topologyFlags: string
  /** What runs it again, where that is not `holdfast run`. */
  command: string | undefined
  /** Absolute path of the campaign's directory. */
  campaign: string
  progress: Progress
  signal: AbortSignal
  /** Told as soon as there is a directory, so that a run that breaks off can be looked into. */
  onBegun: (runId: string, directory: string) => void
}

/** Runs one scenario on a cluster of its own and leaves the record; judging it is another's business. */
export async function runScenario(scenario: Scenario, circumstances: Circumstances): Promise<RunDirectory> {
  const { progress, signal } = circumstances
  balancerOf(scenario.topology)
  const lint = lintTopology(scenario.topology, { allow: scenario.allow })
  requireSound(lint, `scenario '${scenario.title}'`)
  const engine = await requireEngine(progress, signal)
  const images = await ensureImages(engine, choiceFor(scenario.topology), progress, signal)
  await examineBalancer(engine, images, scenario.topology, signal)
  return inTurn({ title: scenario.title, progress, signal }, () =>
    runOn(engine, images, scenario, { ...circumstances, lint }),
  )
}

async function runOn(
  engine: Engine,
  images: Images,
  scenario: Scenario,
  circumstances: Circumstances & { lint: LintFinding[] },
): Promise<RunDirectory> {
  const { progress, signal, campaign, seed } = circumstances
  await collectGarbage(engine)
  await using run = await beginRun(engine, { title: scenario.title })
  const directory = await newRunDirectory(campaign, run.id)
  circumstances.onBegun(run.id, directory.directory)

  using guard = new RunGuard(engine, signal)
  using record = openHarnessRecord(directory.history, error => guard.break(error))
  const blueprint = { runId: run.id, labels: run.labels, topology: scenario.topology, images }
  const created = await progress.stage('create containers', () =>
    guard.watch(() => createContainers(engine, blueprint)),
  )
  const manifest = buildManifest(created, { scenario, ...circumstances })
  writeManifest(directory.history, manifest)
  const engineWatch = await watchEngine(engine, run.id, ({ atUs, ...event }) =>
    record.write({ type: 'engine', ...event, atUs }),
  )
  engineWatch.ended.catch(error => guard.loseEngine(error))
  using _host = watchHost(cpuWaitShare => record.write({ type: 'host', cpuWaitShare }))
  using _clock = watchClock(stepMs => record.write({ type: 'clock-step', stepMs }))
  await using prober = saveStream(directory.history, 'client-0', error => guard.break(error))
  await using ledger = saveStream(directory.history, 'ledger-0', error => guard.break(error))
  const sessions = guardedStream(directory.history, 'lb-0', error => guard.break(error))

  await using _logs = { [Symbol.asyncDispose]: () => saveLogs(created, directory.logs) }
  await using _audit = { [Symbol.asyncDispose]: () => collectAudit(created, manifest.clock, record.write) }
  try {
    const parts = { scenario, created, record, engineWatch, journal: run.journal, seed, signal: guard.signal, progress }
    let removed = 0
    const keepWords = async (node: NodeId) => {
      await saveLog(created, node, join(directory.logs, `${fileName(node)}.removed-${++removed}.log`))
      await collectAuditOf(created, node, manifest.clock, record.write)
    }
    const streams = { saveProberLine: prober.save, saveLedgerLine: ledger.save, sessions }
    const rest = { keepWords, allow: (moreMs: number) => guard.allow(moreMs), directory: directory.directory }
    await guard.watch(() => liveThrough({ ...parts, ...streams, ...rest }))
  } catch (error) {
    record.write({ type: 'broken-off', reason: messageOf(error) })
    throw error
  } finally {
    engineWatch.stop()
    sessions.close()
  }
  return directory
}
