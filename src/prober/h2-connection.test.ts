import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { selfSigned } from './__fixtures__/identity.ts'
import { endpointOf } from './endpoint.ts'
import { H2Connection } from './h2-connection.ts'
import type { Classified } from './outcome.ts'

test('a connection that is reset while what was written waits for room is over', async () => {
  const identity = selfSigned()
  // Windows so wide that the kernels' buffers fill first.
  const settings = { initialWindowSize: 2 ** 31 - 1 }
  const api = createSecureServer({ ...identity, settings }).listen(0, '127.0.0.1')
  api.on('session', session => session.on('error', () => {}).setLocalWindowSize(2 ** 31 - 1))
  api.on('stream', (stream, { ':method': method }) => {
    stream.on('error', () => {})
    if (method === 'GET') stream.respond({ ':status': 200 }, { endStream: true })
  })
  await once(api, 'listening')
  const clients: Socket[] = []
  const relay = createServer(client => {
    const server = connect((api.address() as AddressInfo).port, '127.0.0.1')
    client
      .on('error', () => {})
      .pipe(server.on('error', () => {}))
      .pipe(client)
    clients.push(client)
  }).listen(0, '127.0.0.1')
  await once(relay, 'listening')
  const { promise: ended, resolve } = Promise.withResolvers<Classified>()
  const stands = Promise.withResolvers<void>()
  const endpoint = endpointOf(`https://127.0.0.1:${(relay.address() as AddressInfo).port}`, 'lb', identity)
  const connection = new H2Connection(endpoint, undefined, {
    reached: () => {},
    stands: stands.resolve,
    ended: resolve,
  })
  try {
    await stands.promise
    await once(connection.open({ method: 'GET', path: '/' }), 'response')
    clients[0]!.unpipe().pause()
    const body = 'x'.repeat(64 * 2 ** 20)
    connection.open({ method: 'POST', path: '/', body }).on('error', () => {})
    clients[0]!.resetAndDestroy()
    expect(await ended).toMatchObject({ outcome: 'reset' })
    expect(connection.usable).toBe(false)
  } finally {
    connection.destroy()
    relay.close()
    api.close()
  }
})
