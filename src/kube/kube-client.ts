import {
  ApiregistrationV1Api,
  AppsV1Api,
  CertificatesV1Api,
  CoordinationV1Api,
  CoreV1Api,
  createConfiguration,
  DiscoveryV1Api,
  RbacAuthorizationV1Api,
  type RequestContext,
  type ResponseContext,
  ServerConfiguration,
} from '@kubernetes/client-node'
import { Agent, request } from 'undici'
import { connectAny } from './connect-any.ts'
import type { Credentials } from './credentials.ts'

const callDeadlineMs = 5000

/** The API as the harness uses it: typed groups over one pool of connections, with a deadline on every call. */
export interface Kube {
  core: CoreV1Api
  apps: AppsV1Api
  coordination: CoordinationV1Api
  certificates: CertificatesV1Api
  discovery: DiscoveryV1Api
  rbac: RbacAuthorizationV1Api
  registration: ApiregistrationV1Api
  /** Everything that a run creates in a cluster lives in this namespace. */
  namespace: string
  /** Status and body of a plain GET, whatever the status: to the administrator, or to a caller without a certificate. */
  get(path: string, caller?: { authorization?: string }): Promise<{ status: number; body: string }>
  close(): Promise<void>
}

// Of a call's deadline, so that a way in that hangs leaves time for the next one.
const connectLimitMs = callDeadlineMs * 0.8

// Of the run that forms a cluster; one that takes it over has another.
const usualNamespace = 'holdfast'

/** @param ports of 127.0.0.1 where the API is published: several ways in, of which one must be alive. */
export function connectKube(
  ports: readonly number[],
  credentials: Credentials,
  namespace: string = usualNamespace,
): Kube {
  const url = `https://127.0.0.1:${ports[0]}`
  const dispatcher = new Agent({ connect: connectAny(ports, credentials, connectLimitMs), connections: 8 })
  const anonymous = new Agent({ connect: connectAny(ports, { ca: credentials.ca }, connectLimitMs) })
  const configuration = createConfiguration({
    baseServer: new ServerConfiguration(url, {}),
    promiseMiddleware: [
      {
        // The generated client would open a connection a call and wait for ever.
        pre: async (context: RequestContext) => {
          context.setDispatcher(dispatcher)
          context.setSignal(AbortSignal.timeout(callDeadlineMs))
          return context
        },
        post: async (context: ResponseContext) => context,
      },
    ],
  })
  return {
    core: new CoreV1Api(configuration),
    apps: new AppsV1Api(configuration),
    coordination: new CoordinationV1Api(configuration),
    certificates: new CertificatesV1Api(configuration),
    discovery: new DiscoveryV1Api(configuration),
    rbac: new RbacAuthorizationV1Api(configuration),
    registration: new ApiregistrationV1Api(configuration),
    namespace,
    get: async (path, caller) => {
      const { statusCode, body } = await request(url + path, {
        dispatcher: caller ? anonymous : dispatcher,
        headers: { ...caller },
        signal: AbortSignal.timeout(callDeadlineMs),
      })
      return { status: statusCode, body: await body.text() }
    },
    close: async () => {
      await Promise.all([dispatcher.destroy(), anonymous.destroy()])
    },
  }
}
