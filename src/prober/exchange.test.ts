import { once } from 'node:events'
import { connect, createServer } from 'node:http2'
import { type AddressInfo, createConnection } from 'node:net'
import { expect, test } from 'vitest'
import { carried } from './carried.ts'
import { exchange } from './exchange.ts'
import type { H2Connection } from './h2-connection.ts'

test('an answer whose body comes together with its head is whole', async () => {
  const body = '{"reason":"ServiceUnavailable"}'
  const server = createServer().listen(0, '127.0.0.1')
  server.on('stream', stream => {
    stream.respond({ ':status': 503 })
    stream.write(body)
    stream.end()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const session = connect('http://api', { createConnection: () => carried(createConnection(port, '127.0.0.1')) })
  const connection = { open: () => session.request({}, { endStream: true }) } as unknown as H2Connection
  const answer = Promise.withResolvers<string>()
  exchange(
    connection,
    { method: 'GET', path: '/' },
    {
      firstByte: () => {},
      answered: (status, text) => answer.resolve(`${status} ${text}`),
      failed: cause => answer.reject(new Error(cause.detail)),
    },
  )
  try {
    expect(await answer.promise).toBe(`503 ${body}`)
  } finally {
    session.destroy()
    server.close()
  }
})
