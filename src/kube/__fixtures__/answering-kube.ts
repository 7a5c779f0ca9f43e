import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  AppsV1Api,
  CertificatesV1Api,
  CoreV1Api,
  createConfiguration,
  ServerConfiguration,
} from '@kubernetes/client-node'
import { onTestFinished } from 'vitest'
import type { Kube } from '../kube-client.ts'

/** What the API answers: an object; or `absent`, that there is none of that name; or that it knows no such path yet; or nothing. */
export type Answer = object | 'absent' | 'no such path' | 'cut off'

/** The clients of an API that answers, until the test is over, each `GET /api/v1/nodes/x` as it is told to. */
export async function answeringKube(answer: (request: string) => Answer): Promise<Kube> {
  const server = createServer((request, response) => {
    const given = answer(`${request.method} ${request.url}`)
    if (given === 'cut off') request.destroy()
    else if (given === 'no such path') response.writeHead(404).end('404 page not found\n')
    else {
      response.writeHead(given === 'absent' ? 404 : request.method === 'POST' ? 201 : 200, {
        'content-type': 'application/json',
      })
      response.end(JSON.stringify(given === 'absent' ? notFound(request) : given))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const configuration = createConfiguration({ baseServer: new ServerConfiguration(url, {}) })
  return {
    core: new CoreV1Api(configuration),
    apps: new AppsV1Api(configuration),
    certificates: new CertificatesV1Api(configuration),
    namespace: 'holdfast',
  } as Kube
}

function notFound({ url = '' }: IncomingMessage): object {
  const [kind, name] = url.split('?')[0]!.split('/').slice(-2)
  return {
    kind: 'Status',
    status: 'Failure',
    message: `${kind} "${name}" not found`,
    reason: 'NotFound',
    details: { name, kind },
    code: 404,
  }
}
