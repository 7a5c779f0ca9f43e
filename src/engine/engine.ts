import { stat } from 'node:fs/promises'
import type Dockerode from 'dockerode'
import { EngineError } from '../base/errors.ts'
import { dockerOptions, type Endpoint } from './endpoint.ts'
import { candidateEndpoints } from './endpoints.ts'
import { privateHost, privatePaths } from './private-paths.ts'

/** A container engine that answered: what every function of this room works with. */
export interface Engine {
  readonly docker: Dockerode
  /** `Docker Engine`, `Podman Engine`. */
  readonly name: string
  readonly version: string
  /** True for the engine that Holdfast itself installed and started. */
  readonly isPrivate: boolean
  /** Of the private one, when it was started, by the wall clock: no owner of what is older outlived its end. */
  readonly startedMs?: number
  /** Where it listens, written as for `DOCKER_HOST`. */
  readonly host: string
}

/** How long an engine may take to say its version. A stopped one refuses at once; a hung one must not hang us. */
const answerTimeoutMs = 5000

/** Opens the engine that listens at an endpoint, or at a host that an {@link Engine} named. @throws EngineError */
export async function openEngine(at: string | Endpoint): Promise<Engine> {
  const endpoint = typeof at === 'string' ? await endpointOf(at) : at
  const { host, source } = endpoint
  try {
    const { default: Docker } = await import('dockerode')
    const docker = new Docker(dockerOptions(endpoint))
    const version = await within(answerTimeoutMs, docker.version())
    const component = (version as { Components?: { Name: string }[] }).Components?.[0]?.Name ?? 'Engine'
    return {
      docker,
      name: component === 'Engine' ? 'Docker Engine' : component,
      version: version.Version,
      isPrivate: host === privateHost,
      ...(host === privateHost && (await startOfPrivate())),
      host,
    }
  } catch (error) {
    if (error instanceof EngineError) throw error
    throw new EngineError(`no engine answers at ${host} (${source})`, { cause: error })
  }
}

const startOfPrivate = async (): Promise<Pick<Engine, 'startedMs'>> =>
  stat(privatePaths.pid).then(
    ({ mtimeMs }) => ({ startedMs: mtimeMs }),
    () => ({}),
  )

/** The endpoint with this address: the user's own settings may hold its certificates. */
async function endpointOf(host: string): Promise<Endpoint> {
  const known = (await candidateEndpoints()).find(candidate => candidate.host === host)
  return known ?? { host, source: 'the address of a former run', chosen: true }
}

/** Asks for a sign of life. @throws EngineError when the engine is gone, or hangs */
export async function requireAnswer({ docker, host }: Engine, timeoutMs = answerTimeoutMs): Promise<void> {
  try {
    await within(timeoutMs, docker.ping())
  } catch (error) {
    throw new EngineError(`the engine at ${host} does not answer`, {
      hint: "start it again; 'holdfast gc' then removes what is left",
      cause: error,
    })
  }
}

async function within<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
