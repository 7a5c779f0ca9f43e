import { createWriteStream } from 'node:fs'
import { durationMs } from '../base/duration.ts'
import { EngineError, messageOf } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import { randomFrom } from '../base/seed.ts'
import { pause } from '../base/wait-until.ts'
import { createContainers } from '../cluster/create-containers.ts'
import { form } from '../cluster/form.ts'
import { watchBalancer } from '../cluster/watch-balancer.ts'
import { watchEngine } from '../cluster/watch-engine.ts'
import { requireEngine } from '../engine/require-engine.ts'
import { loseAcknowledgedWrite, preventRejoin } from '../faults/defects.ts'
import { kill } from '../faults/kill.ts'
import { stop } from '../faults/stop.ts'
import { openStream, streamFile, writeManifest } from '../history/history-writer.ts'
import type { PhaseName } from '../history/records.ts'
import { ensureImages } from '../images/ensure-images.ts'
import { nodeEnvironment } from '../images/node-environment.ts'
import { watchCluster } from '../kube/watch-cluster.ts'
import { newRunDirectory, type RunDirectory } from '../run/directories.ts'
import { collectGarbage } from '../run/gc.ts'
import { beginRun } from '../run/run.ts'
import { buildManifest } from './build-manifest.ts'
import { defaultSeries } from './default-series.ts'
import type { Scenario } from './definition.ts'
import { finalChecks } from './final-checks.ts'
import type { Fixtures } from './fixtures.ts'
import { injectFault } from './inject-fault.ts'
import { saveLogs } from './save-logs.ts'
import { schedulePod } from './schedule-pod.ts'
import type { Session } from './session.ts'
import { membersOf, settle } from './settle.ts'

interface Circumstances {
  file: string
  seed: number
  /** Absolute path of the campaign's directory. */
  campaign: string
  progress: Progress
  signal: AbortSignal
  /** Told as soon as there is a directory, so that a run that breaks off can be looked into. */
  onBegun: (runId: string, directory: string) => void
}

/** Runs one scenario on a cluster of its own and leaves the record; judging it is another's business. */
export async function runScenario(scenario: Scenario, circumstances: Circumstances): Promise<RunDirectory> {
  const { progress, signal, campaign } = circumstances
  const engine = await requireEngine(progress, signal)
  const images = await ensureImages(
    engine,
    scenario.topology.image ? { node: scenario.topology.image } : {},
    progress,
    signal,
  )
  await collectGarbage(engine)
  await using run = await beginRun(engine, { title: scenario.title })
  const directory = await newRunDirectory(campaign, run.id)
  circumstances.onBegun(run.id, directory.directory)

  const stream = openStream(directory.history, 'harness')
  using _stream = { [Symbol.dispose]: () => stream.close() }
  const record = stream.write
  const inPhase = async <T>(phase: PhaseName, work: () => Promise<T>): Promise<T> => {
    record({ type: 'phase', phase, at: 'begin' })
    try {
      return await work()
    } finally {
      record({ type: 'phase', phase, at: 'end' })
    }
  }

  const created = await progress.stage('create containers', () =>
    createContainers(engine, {
      runId: run.id,
      labels: run.labels,
      topology: scenario.topology,
      images,
      nodeEnvironment: nodeEnvironment(images.node, scenario.topology.timing),
    }),
  )
  writeManifest(directory.history, buildManifest(created, { scenario, ...circumstances }))
  const engineWatch = await watchEngine(engine, run.id, ({ atUs, ...event }) =>
    record({ type: 'engine', ...event, atUs }),
  )
  const lost = new AbortController()
  engineWatch.ended.catch(error =>
    lost.abort(new EngineError('the engine stopped answering during the run', { cause: error })),
  )
  const ended = AbortSignal.any([signal, lost.signal])
  const proberStream = createWriteStream(streamFile(directory.history, 'client-0'), { mode: 0o600 })

  await using _logs = { [Symbol.asyncDispose]: () => saveLogs(created, directory.logs) }
  try {
    const cluster = await progress.stage(`form ${scenario.topology.servers} servers`, awaiting =>
      inPhase('form', () =>
        form(created, {
          signal: ended,
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
      signal: ended,
      awaiting: () => {},
      inPhase,
    }
    session.formedMembers = await membersOf(session)
    record({ type: 'members', members: session.formedMembers, purpose: 'formed' })
    try {
      await story(session, progress)
    } finally {
      clusterWatch.stop()
      balancerWatch.stop()
      await cluster.kube.close()
    }
  } catch (error) {
    record({ type: 'note', text: `the run ended early: ${messageOf(error)}` })
    throw error
  } finally {
    engineWatch.stop()
    await new Promise<void>(resolve => proberStream.end(resolve))
  }
  return directory
}

/** Probes, the body, and what follows every body: heal, settle, the last samples, the final reads. */
async function story(session: Session, progress: Progress): Promise<void> {
  const { cluster, scenario, inPhase } = session
  cluster.observer.begin(defaultSeries)
  const staged = <T>(title: string, work: () => Promise<T>) =>
    progress.stage(title, awaiting => {
      session.awaiting = awaiting
      return work()
    })
  let failure: unknown
  await scenario.body(fixturesOf(session, staged)).catch(error => {
    failure = error
  })
  session.signal.throwIfAborted()
  await staged('heal', () => inPhase('heal', () => healAll(session)))
  await staged('settle', () => inPhase('settle', () => settle(session)))
  await staged('final reads', () =>
    inPhase('final', async () => {
      session.awaiting('the last samples')
      await cluster.observer.drain()
      await finalChecks(session)
      await cluster.observer.end()
    }),
  )
  if (failure !== undefined) throw failure
}

async function healAll({ injections }: Session): Promise<void> {
  for (const injection of injections) await injection.heal()
}

function fixturesOf(session: Session, staged: <T>(title: string, work: () => Promise<T>) => Promise<T>): Fixtures {
  const { inPhase, signal, scenario } = session
  const lasting = (phase: PhaseName, duration: Parameters<typeof durationMs>[0]) =>
    staged(`${phase} ${duration}`, () => inPhase(phase, () => pause(durationMs(duration, phase), signal)))
  const inject = (fault: typeof kill, selector: Parameters<Fixtures['faults']['kill']>[0]) =>
    staged(`${fault.kind} ${selector}`, () => inPhase('fault', () => injectFault(session, fault, selector)))
  return {
    phase: { steady: duration => lasting('steady', duration), hold: duration => lasting('hold', duration) },
    faults: { kill: selector => inject(kill, selector), stop: selector => inject(stop, selector) },
    pods: { schedule: () => staged('schedule a pod', () => inPhase('hold', () => schedulePod(session))) },
    defects: {
      loseAcknowledgedWrite: () => loseAcknowledgedWrite(session.cluster.kube),
      preventRejoin: node => preventRejoin(session.cluster, node),
    },
    topology: scenario.topology,
    signal,
    note: text => session.record({ type: 'note', text }),
  }
}
