import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { selfSigned } from './__fixtures__/identity.ts'
import { samplesDuring } from './__fixtures__/samples-during.ts'
import type { Identity } from './protocol.ts'

let identity: Identity
let server: Server

beforeAll(() => {
  identity = selfSigned()
})
afterEach(() => void server.close())

/** A name server over TCP that answers every question alike, a byte at a time; undefined ends the connection. */
async function serve(answer: { rcode: number; addresses: number } | undefined): Promise<string> {
  server = createServer(socket => {
    socket.on('error', () => {})
    socket.on('data', query => {
      if (answer === undefined) return void socket.end()
      const [high, low] = [query[2]!, query[3]!]
      const header = [high, low, 0x80, 0x80 | answer.rcode, 0, 1, 0, answer.addresses, 0, 0, 0, 0]
      const record = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, 10, 43, 0, 1]
      const message = [...header, ...query.subarray(14), ...(answer.addresses > 0 ? record : [])]
      for (const byte of [message.length >> 8, message.length & 0xff, ...message]) socket.write(Buffer.from([byte]))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test.each([
  [{ rcode: 0, addresses: 1 }, 'ok', undefined],
  [{ rcode: 0, addresses: 0 }, '4xx', 'no address'],
  [{ rcode: 3, addresses: 0 }, '4xx', 'NXDOMAIN'],
  [{ rcode: 2, addresses: 0 }, '5xx', 'SERVFAIL'],
  [undefined, 'closed', 'FIN'],
])('the answer %j is %s', async (answer, outcome, detail) => {
  const target = await serve(answer)
  const samples = await samplesDuring({ target, identity, operation: 'dns' }, more => more(3))
  for (const sample of samples) {
    expect({ outcome: sample.outcome, detail: sample.detail }).toEqual({ outcome, detail })
    expect(sample).toMatchObject({ requestSent: true, localPort: expect.any(Number) })
  }
})

test('the question is a well-formed one for the address of the API', async () => {
  const target = await serve({ rcode: 0, addresses: 1 })
  const queries: Buffer[] = []
  server.on('connection', socket => socket.on('data', data => queries.push(data)))
  await samplesDuring({ target, identity, operation: 'dns' }, more => more(1))
  const query = queries[0]!
  expect(query.readUInt16BE(0)).toBe(query.length - 2)
  expect(query.subarray(14).toString('latin1')).toBe(
    '\x0akubernetes\x07default\x03svc\x07cluster\x05local\0\0\x01\0\x01',
  )
})
