import pRetry from 'p-retry'
import { EngineError, messageOf } from '../base/errors.ts'
import { type ContainerSpec, createOptions } from './container-spec.ts'
import type { Engine } from './engine.ts'
import { engineCall, tolerate } from './engine-call.ts'
import { hasRealtimeToShare } from './realtime.ts'

export type { ContainerSpec } from './container-spec.ts'

/** A container at one moment. */
export interface ContainerState {
  running: boolean
  paused: boolean
  /** Its restart policy waits before it starts it again. */
  restarting: boolean
  /** Of the last end; 0 while none was. */
  exitCode: number
  /** How often the engine's restart policy brought it back since it was created. */
  restartCount: number
  /** Wall clock, fractional milliseconds; 0 before the first start. */
  startedAtMs: number
  oomKilled: boolean
  /** In the host's process namespace; 0 while it does not run. */
  pid: number
}

/** Creates a container and returns its id. @throws EngineError */
export async function createContainer(engine: Engine, spec: ContainerSpec): Promise<string> {
  const container = await engineCall(
    `create container ${spec.name} from ${spec.image}`,
    engine.docker.createContainer(createOptions(spec, engine.isPrivate && hasRealtimeToShare())),
  )
  return container.id
}

// The engine's words, with its userland proxy and without.
const takenPort = /127\.0\.0\.1:(\d+).*(?:address already in use|port is already allocated)/

/** Starts a container; one that runs already is left alone. @throws EngineError */
export async function startContainer(engine: Engine, id: string): Promise<void> {
  try {
    await tolerate(304, engine.docker.getContainer(id).start())
  } catch (error) {
    const [, port] = takenPort.exec((error as Error).message) ?? []
    if (port === undefined) return engineCall(`start container ${id}`, Promise.reject(error))
    throw new EngineError(`another program took port ${port} of 127.0.0.1 before container ${id} could publish on it`, {
      hint: 'run it again: each run looks for a free port of its own',
      cause: error,
    })
  }
}

/** SIGTERM (or the image's stop signal), then SIGKILL after the grace; the restart policy does not undo it. @throws EngineError */
export async function stopContainer(engine: Engine, id: string, graceSeconds: number): Promise<void> {
  await engineCall(`stop container ${id}`, tolerate(304, engine.docker.getContainer(id).stop({ t: graceSeconds })))
}

/** SIGKILL by the engine's API, which the restart policy does not undo. @throws EngineError also when it does not run */
export async function killContainer(engine: Engine, id: string): Promise<void> {
  await engineCall(`kill container ${id}`, engine.docker.getContainer(id).kill({ signal: 'SIGKILL' }))
}

/** Freezes every process of a container. @throws EngineError also when it does not run */
export async function pauseContainer(engine: Engine, id: string): Promise<void> {
  // Of a node that starts many processes runc may freeze not all in a thousand looks; it gives up then, and lets go of them.
  await pRetry(() => engineCall(`pause container ${id}`, engine.docker.getContainer(id).pause()), {
    retries: 9,
    minTimeout: 100,
    factor: 1,
    shouldRetry: ({ error }) => /unable to freeze/.test(messageOf(error)),
  })
}

/** @throws EngineError also when it is not paused */
export async function unpauseContainer(engine: Engine, id: string): Promise<void> {
  await engineCall(`unpause container ${id}`, engine.docker.getContainer(id).unpause())
}

/** Removes a container, running or not, with its anonymous volumes; one that is gone already is fine. @throws EngineError */
export async function removeContainer(engine: Engine, id: string): Promise<void> {
  const container = engine.docker.getContainer(id)
  // A paused container cannot be killed on cgroup v1; one that is not paused answers 409 or 500.
  await container.unpause().catch(() => {})
  await engineCall(`remove container ${id}`, tolerate(404, container.remove({ force: true, v: true })))
}

/** @throws EngineError also when there is no such container */
export async function inspectContainer(engine: Engine, id: string): Promise<ContainerState> {
  const info = await engineCall(`inspect container ${id}`, engine.docker.getContainer(id).inspect())
  const { State: state, RestartCount: restartCount } = info
  return {
    running: state.Running,
    paused: state.Paused,
    restarting: state.Restarting,
    exitCode: state.ExitCode,
    restartCount,
    startedAtMs: Math.max(0, Date.parse(state.StartedAt)),
    oomKilled: state.OOMKilled,
    pid: state.Pid,
  }
}
