import { join } from 'node:path'
import { messageOf } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import type { Judgement } from '../checks/judgement.ts'
import { createContainers } from '../cluster/create-containers.ts'
import { examineBalancer } from '../cluster/examine-balancer.ts'
import { lintTopology } from '../cluster/lint-topology.ts'
import { balancerOf } from '../cluster/load-balancers/balancer-of.ts'
import { watchEngine } from '../cluster/watch-engine.ts'
import type { Engine } from '../engine/engine.ts'
import { writeManifest } from '../history/history-writer.ts'
import { saveStream } from '../history/save-stream.ts'
import { choiceFor, type Images } from '../images/images-of.ts'
import { prepareEngine } from '../images/prepare-engine.ts'
import { newRunDirectory, type RunDirectory } from '../run/directories.ts'
import { judgeRun } from '../run/judge-run.ts'
import type { LintFinding } from '../topology/lint/finding.ts'
import { requireSound } from '../topology/lint/require-sound.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import { buildManifest } from './build-manifest.ts'
import { collectAudit, collectAuditOf } from './collect-audit.ts'
import type { Scenario } from './definition.ts'
import { guardedStream } from './guarded-stream.ts'
import { openHarnessRecord } from './harness-record.ts'
import { liveThrough } from './live-through.ts'
import { findPlace, type Place } from './place.ts'
import { RunGuard } from './run-guard.ts'
import { saveLog, saveLogs } from './save-logs.ts'
import type { Session } from './session.ts'
import { watchClock } from './watch-clock.ts'
import { watchHost } from './watch-host.ts'

interface Circumstances {
  file: string
  seed: number
  topologyFlags: string
  /** Whether stories of this process may share a cluster that each leaves well. */
  shares: boolean
  /** What runs it again, where that is not `holdfast run`. */
  command: string | undefined
  /** Absolute path of the campaign's directory. */
  campaign: string
  progress: Progress
  signal: AbortSignal
  /** Told as soon as there is a directory, so that a run that breaks off can be looked into. */
  onBegun: (runId: string, directory: string) => void
}

/**
 * Runs one scenario, on a cluster that the one before left or on one of its own, and judges it. The cluster stays for
 * the next one if this one left it as it was.
 */
export async function runScenario(scenario: Scenario, circumstances: Circumstances): Promise<Judgement> {
  const { progress, signal, shares } = circumstances
  balancerOf(scenario.topology)
  const lint = lintTopology(scenario.topology, { allow: scenario.allow })
  requireSound(lint, `scenario '${scenario.title}'`)
  const { engine, images } = await prepareEngine(choiceFor(scenario.topology), progress, signal)
  await examineBalancer(engine, images, scenario.topology, signal)
  await using place = await findPlace({ engine, scenario, images, shares, progress, signal })
  const told = await tellAt(place, engine, images, scenario, { ...circumstances, lint })
  const { judgement } = await judgeRun(told.directory.directory)
  const { cluster, formedMembers: members, marks } = told.session
  // A negative control may pass with red checks: its cluster is not one to go on with.
  const allPassed = judgement.checks.every(({ verdict }) => verdict === 'pass')
  if (shares && allPassed && marks.length === 0) {
    const leftBy = { runId: place.runId, title: scenario.title }
    await place.leave(cluster, { leftBy, formation: judgement.formation, members })
  }
  return judgement
}

/** Tells the story, and leaves its record. */
async function tellAt(
  place: Place,
  engine: Engine,
  images: Images,
  scenario: Scenario,
  circumstances: Circumstances & { lint: LintFinding[] },
): Promise<{ directory: RunDirectory; session: Session }> {
  const { progress, signal, campaign, seed } = circumstances
  const { runId, owner, taken, refusal } = place
  const directory = await newRunDirectory(campaign, runId)
  circumstances.onBegun(runId, directory.directory)

  using guard = new RunGuard(engine, signal)
  using record = openHarnessRecord(directory.history, error => guard.break(error))
  const blueprint = { runId: owner.id, labels: owner.labels, topology: scenario.topology, images }
  const created =
    taken?.cluster ??
    (await progress.stage('create containers', () => guard.watch(() => createContainers(engine, blueprint))))
  const manifest = buildManifest(created, { runId, takenOver: taken?.takenOver, scenario, ...circumstances })
  writeManifest(directory.history, manifest)
  if (refusal) record.write({ type: 'note', text: `the cluster that stood was not taken over: ${refusal}` })
  const engineWatch = await watchEngine(engine, owner.id, ({ atUs, ...event }) =>
    record.write({ type: 'engine', ...event, atUs }),
  )
  engineWatch.ended.catch(error => guard.loseEngine(error))
  using _host = watchHost(cpuWaitShare => record.write({ type: 'host', cpuWaitShare }))
  using _clock = watchClock(stepMs => record.write({ type: 'clock-step', stepMs }))
  await using prober = saveStream(directory.history, 'client-0', error => guard.break(error))
  await using ledger = saveStream(directory.history, 'ledger-0', error => guard.break(error))
  const sessions = guardedStream(directory.history, 'lb-0', error => guard.break(error))
  taken?.proberLines.pourInto(prober.save)

  const { clock } = manifest
  await using _logs = { [Symbol.asyncDispose]: () => saveLogs(created, directory.logs, clock.wallMs) }
  await using _audit = { [Symbol.asyncDispose]: () => collectAudit(created, clock, record.write) }
  try {
    const { journal } = owner
    const parts = { scenario, created, taken: taken?.cluster, record, engineWatch, journal, seed, progress, clock }
    let removed = 0
    const keepWords = async (node: NodeId) => {
      const file = join(directory.logs, `${fileName(node)}.removed-${++removed}.log`)
      await saveLog(created, node, file, clock.wallMs)
      await collectAuditOf(created, node, clock, record.write)
    }
    const streams = { saveProberLine: prober.save, saveLedgerLine: ledger.save, sessions }
    const { signal } = guard
    const rest = { signal, keepWords, allow: (moreMs: number) => guard.allow(moreMs), directory: directory.directory }
    const session = await guard.watch(() => liveThrough({ ...parts, ...streams, ...rest }))
    return { directory, session }
  } catch (error) {
    record.write({ type: 'broken-off', reason: messageOf(error) })
    throw error
  } finally {
    engineWatch.stop()
    sessions.close()
  }
}
