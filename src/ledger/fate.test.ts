import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createSecureContext } from 'node:tls'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Identity } from '../prober/protocol.ts'
import { ApiServer, type Misdeed } from './__fixtures__/api-server.ts'
import { newIdentity } from './__fixtures__/identity.ts'
import { Connection } from './connection.ts'
import { fateOf } from './fate.ts'
import type { Target } from './protocol.ts'
import { requestOf } from './requests.ts'

// For what answers, however busy the machine; and for what never does.
const deadlineMs = 15_000
const shortDeadlineMs = 500

// A busy machine answers late.
vi.setConfig({ testTimeout: 30_000 })

let identity: Identity
let server: ApiServer
beforeAll(() => {
  identity = newIdentity()
})
beforeEach(async () => {
  server = await ApiServer.start(identity, 'lb')
})
afterEach(() => server[Symbol.asyncDispose]())

const create = requestOf('holdfast', { verb: 'create', object: 'a', value: '1' })

/** How one create ends at this target, and what it promises. */
async function endOf(target: Target, limitMs = deadlineMs, trusted = identity) {
  const connection = new Connection(target, createSecureContext(trusted))
  const exchange = await connection.exchange(create, limitMs)
  connection.close()
  const outcome = exchange.status === undefined ? exchange.failure.outcome : exchange.status
  return { outcome, fate: fateOf(exchange) }
}

test('an answer decides, whatever came before: 2xx is acknowledged, 4xx is rejected', async () => {
  expect(await endOf(server.target)).toEqual({ outcome: 201, fate: 'acknowledged' })
  expect(await endOf(server.target)).toEqual({ outcome: 409, fate: 'rejected' })
})

test.for<[Misdeed, string | number, string]>([
  [{ status: 429, reason: 'TooManyRequests' }, 429, 'rejected'],
  [{ status: 500, reason: 'InternalError' }, 500, 'indeterminate'],
  [{ status: 503, reason: 'ServiceUnavailable' }, 503, 'indeterminate'],
  [{ status: 504, reason: 'Timeout', done: true }, 504, 'indeterminate'],
  [{ status: 301, reason: 'Moved' }, 301, 'indeterminate'],
  ['hang', 'timeout', 'indeterminate'],
  ['reset', 'reset', 'indeterminate'],
  ['break off', 'closed', 'indeterminate'],
])('of a server that answers %j, outcome %s: %s', async ([misdeed, outcome, fate]) => {
  server.misbehave = () => misdeed
  const limitMs = misdeed === 'hang' ? shortDeadlineMs : deadlineMs
  expect(await endOf(server.target, limitMs)).toEqual({ outcome, fate })
})

test('a connection that is refused carried nothing', async () => {
  await server[Symbol.asyncDispose]()
  expect(await endOf(server.target)).toEqual({ outcome: 'refused', fate: 'rejected' })
})

test('a server that is not the one we trust gets nothing', async () => {
  expect(await endOf(server.target, deadlineMs, newIdentity())).toEqual({ outcome: 'tls', fate: 'rejected' })
  expect(server.requests).toEqual([])
})

test('a kept connection that breaks may have carried the request', async () => {
  const connection = new Connection(server.target, createSecureContext(identity))
  await connection.exchange(create, deadlineMs)
  const [exchange] = await Promise.all([connection.exchange(create, deadlineMs), server.cut()])
  expect(exchange).toMatchObject({ failure: { outcome: 'reset' }, requestSent: true })
  expect(fateOf(exchange)).toBe('indeterminate')
  expect(await connection.exchange(create, deadlineMs), 'the next one has a connection of its own').toMatchObject({
    status: 409,
  })
  connection.close()
})

test.for<[string, string, (socket: Socket) => void]>([
  ['takes connections and says nothing', 'timeout', () => {}],
  ['closes connections', 'closed', socket => socket.end()],
  ['resets connections', 'reset', socket => socket.resetAndDestroy()],
])('a port that %s never saw the request: outcome %s', async ([, outcome, treat]) => {
  const port = createServer().on('connection', socket => treat(socket.on('error', () => {})))
  port.listen(0, '127.0.0.1')
  await once(port, 'listening')
  const url = `https://127.0.0.1:${(port.address() as AddressInfo).port}`
  const limitMs = outcome === 'timeout' ? shortDeadlineMs : deadlineMs
  expect(await endOf({ path: 'lb', url }, limitMs)).toEqual({ outcome, fate: 'rejected' })
  port.close()
})

test('where nothing answers a connection attempt, the time-out is that of the connection', async () => {
  // A stopped process with a full queue: the kernel drops what knocks, as a black hole does.
  const script = "require('net').createServer().listen(0,'127.0.0.1',1,function(){console.log(this.address().port)})"
  const child = spawn(process.execPath, ['-e', script])
  const [port] = await once(child.stdout, 'data')
  child.kill('SIGSTOP')
  const crowd = Array.from({ length: 4 }, () => connect(Number(port), '127.0.0.1').on('error', () => {}))
  const url = `https://127.0.0.1:${Number(port)}`
  try {
    await expect
      .poll(() => endOf({ path: 'lb', url }, shortDeadlineMs), { timeout: 20_000 })
      .toEqual({ outcome: 'connect-timeout', fate: 'rejected' })
  } finally {
    for (const socket of crowd) socket.destroy()
    child.kill('SIGKILL')
  }
})
