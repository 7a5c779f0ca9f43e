import { createWriteStream } from 'node:fs'
import { HoldfastError, messageOf } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import { randomFrom } from '../base/seed.ts'
import { createContainers } from '../cluster/create-containers.ts'
import { form } from '../cluster/form.ts'
import { watchBalancer } from '../cluster/watch-balancer.ts'
import { watchEngine } from '../cluster/watch-engine.ts'
import type { Engine } from '../engine/engine.ts'
import { requireEngine } from '../engine/require-engine.ts'
import { openStream, type StreamWriter, streamFile, writeManifest } from '../history/history-writer.ts'
import type { PhaseName } from '../history/records.ts'
import { ensureImages } from '../images/ensure-images.ts'
import { watchCluster } from '../kube/watch-cluster.ts'
import { newRunDirectory, type RunDirectory } from '../run/directories.ts'
import { collectGarbage } from '../run/gc.ts'
import { inTurn } from '../run/queue.ts'
import { beginRun } from '../run/run.ts'
import { buildManifest } from './build-manifest.ts'
import type { Scenario } from './definition.ts'
import { RunGuard } from './run-guard.ts'
import { saveLogs } from './save-logs.ts'
import type { Session } from './session.ts'
import { membersOf } from './settle.ts'
import { tellStory } from './tell-story.ts'
import { watchClock } from './watch-clock.ts'

interface Circumstances {
  file: string
  seed: number
  topologyFlags: string
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
  const engine = await requireEngine(progress, signal)
  const images = await ensureImages(
    engine,
    scenario.topology.image ? { node: scenario.topology.image } : {},
    progress,
    signal,
  )
  return inTurn({ title: scenario.title, progress, signal }, () => runOn(engine, images, scenario, circumstances))
}

async function runOn(
  engine: Engine,
  images: Awaited<ReturnType<typeof ensureImages>>,
  scenario: Scenario,
  circumstances: Circumstances,
): Promise<RunDirectory> {
  const { progress, signal, campaign } = circumstances
  await collectGarbage(engine)
  await using run = await beginRun(engine, { title: scenario.title })
  const directory = await newRunDirectory(campaign, run.id)
  circumstances.onBegun(run.id, directory.directory)

  using guard = new RunGuard(engine, signal)
  const stream = openStream(directory.history, 'harness')
  using _stream = { [Symbol.dispose]: () => stream.close() }
  // Called from timers and streams too, where nobody catches: a record that cannot be kept ends the run.
  const record: StreamWriter['write'] = each => {
    try {
      stream.write(each)
    } catch (error) {
      guard.break(error)
    }
  }
  const inPhase = async <T>(phase: PhaseName, work: () => Promise<T>): Promise<T> => {
    record({ type: 'phase', phase, at: 'begin' })
    try {
      return await work()
    } finally {
      record({ type: 'phase', phase, at: 'end' })
    }
  }

  const created = await progress.stage('create containers', () =>
    guard.watch(() =>
      createContainers(engine, {
        runId: run.id,
        labels: run.labels,
        topology: scenario.topology,
        images,
      }),
    ),
  )
  writeManifest(directory.history, buildManifest(created, { scenario, ...circumstances }))
  const engineWatch = await watchEngine(engine, run.id, ({ atUs, ...event }) =>
    record({ type: 'engine', ...event, atUs }),
  )
  engineWatch.ended.catch(error => guard.loseEngine(error))
  using _clock = watchClock(stepMs => record({ type: 'clock-step', stepMs }))
  const proberStream = createWriteStream(streamFile(directory.history, 'client-0'), { mode: 0o600 })
  proberStream.on('error', cause => guard.break(new HoldfastError(`cannot write ${proberStream.path}`, { cause })))

  await using _logs = { [Symbol.asyncDispose]: () => saveLogs(created, directory.logs) }
  const story = async () => {
    const cluster = await progress.stage(`form ${scenario.topology.servers} servers`, awaiting =>
      inPhase('form', () =>
        form(created, {
          signal: guard.signal,
          onStage: (stage, node) => record({ type: 'stage', stage, ...(node ? { node } : {}) }),
          awaiting,
          saveProberLine: line => void proberStream.write(`${line}\n`),
        }),
      ),
    )
    const clusterWatch = watchCluster(cluster.kube, record)
    const balancerWatch = await watchBalancer(cluster, line =>
      record({
        type: 'balancer',
        upstream: line.upstreams.join(', '),
        status: line.status,
        connectMs: line.connectMs,
        sessionMs: line.sessionMs,
      }),
    )
    const session: Session = {
      scenario,
      cluster,
      journal: run.journal,
      random: randomFrom(circumstances.seed),
      record,
      engineWatch,
      balancerWatch,
      formedMembers: [],
      injections: [],
      signal: guard.signal,
      awaiting: () => {},
      inPhase,
    }
    session.formedMembers = await membersOf(session)
    record({ type: 'members', members: session.formedMembers, purpose: 'formed' })
    try {
      await tellStory(session, progress)
    } finally {
      clusterWatch.stop()
      balancerWatch.stop()
      await cluster.kube.close()
    }
  }
  try {
    await guard.watch(story)
  } catch (error) {
    record({ type: 'broken-off', reason: messageOf(error) })
    throw error
  } finally {
    engineWatch.stop()
    await new Promise<void>(resolve => proberStream.end(resolve))
  }
  return directory
}
