import {
  ApiregistrationV1Api,
  AppsV1Api,
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
import type { Credentials } from './credentials.ts'

const callDeadlineMs = 5000

/** The API as the harness uses it: typed groups over one pool of connections, with a deadline on every call. */
export interface Kube {
  core: CoreV1Api
  apps: AppsV1Api
  coordination: CoordinationV1Api
  discovery: DiscoveryV1Api
  rbac: RbacAuthorizationV1Api
  registration: ApiregistrationV1Api
  /** Status and body of a plain GET, whatever the status. */
  get(path: string, options?: { authorization?: string }): Promise<{ status: number; body: string }>
  close(): Promise<void>
}

/** @param url where the API is published, `https://127.0.0.1:PORT`. */
export function connectKube(url: string, credentials: Credentials): Kube {
  const { ca, cert, key } = credentials
  const dispatcher = new Agent({ connect: { ca, cert, key, timeout: callDeadlineMs }, connections: 8 })
  const anonymous = new Agent({ connect: { ca, timeout: callDeadlineMs } })
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
    discovery: new DiscoveryV1Api(configuration),
    rbac: new RbacAuthorizationV1Api(configuration),
    registration: new ApiregistrationV1Api(configuration),
    get: async (path, { authorization } = {}) => {
      const { statusCode, body } = await request(url + path, {
        dispatcher: authorization ? anonymous : dispatcher,
        headers: authorization ? { authorization } : {},
        signal: AbortSignal.timeout(callDeadlineMs),
      })
      return { status: statusCode, body: await body.text() }
    },
    close: async () => {
      await Promise.all([dispatcher.destroy(), anonymous.destroy()])
    },
  }
}
