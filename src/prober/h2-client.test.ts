import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createServer } from 'node:tls'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { selfSigned } from './__fixtures__/identity.ts'
import { PlantedServer } from './__fixtures__/planted-server.ts'
import { Attempt, type AttemptFields } from './attempt.ts'
import { endpointOf } from './endpoint.ts'
import { H2Client } from './h2-client.ts'
import { H2Sampler } from './h2-sampler.ts'
import type { HealthLimits } from './ping-health.ts'
import type { Identity } from './protocol.ts'

let identity: Identity
let server: PlantedServer
let client: H2Client

beforeAll(() => {
  identity = selfSigned()
})
beforeEach(async () => {
  server = await PlantedServer.start(identity)
})
afterEach(() => {
  client.close()
  server.stop()
})

/** Takes samples one by one; each ends by itself or by its deadline. */
function sampler(health?: HealthLimits) {
  client = new H2Client(endpointOf(server.target, 'lb', identity), health)
  const sampler = new H2Sampler(client, n => ({ method: 'GET', path: `/${n}` }))
  let n = 0
  return (leftMs = 300) => new Promise<AttemptFields>(resolve => sampler.take(new Attempt(n++, leftMs, resolve)))
}

test('requests run beside each other on one connection', async () => {
  const take = sampler()
  await take()
  server.handler = (request, response) => void setTimeout(() => response.end(), request.url === '/1' ? 200 : 0)
  const [slow, quick] = await Promise.all([take(), take()])
  expect([slow.outcome, quick.outcome]).toEqual(['ok', 'ok'])
  expect(quick.endUs).toBeLessThan(slow.endUs)
  expect(server.ports).toHaveLength(1)
})

test('after a GOAWAY what is under way ends well, and the next request has a new connection', async () => {
  const take = sampler()
  const arrived = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  server.handler = (request, response) => {
    if (request.url !== '/0') return void response.end()
    arrived.resolve()
    void mayEnd.promise.then(() => response.end())
  }
  const underWay = take(10_000)
  await arrived.promise
  for (const session of server.sessions) session.goaway(0)
  // Nothing tells when the client has it.
  await sleep(100)
  expect((await take(10_000)).outcome).toBe('ok')
  mayEnd.resolve()
  expect((await underWay).outcome).toBe('ok')
  expect(server.ports).toHaveLength(2)
})

test('a GOAWAY with an error closes what is under way, and says so', async () => {
  const take = sampler()
  const arrived = Promise.withResolvers<void>()
  server.handler = () => arrived.resolve()
  const underWay = take(10_000)
  await arrived.promise
  for (const session of server.sessions) session.goaway(2)
  expect(await underWay).toMatchObject({ outcome: 'closed', detail: 'GOAWAY 2' })
})

test('while no connection stands each request dials, and the first dial that stands serves all', async () => {
  const take = sampler()
  server.blackHole = true
  const waiting = [take(1000), take(1000)]
  await sleep(100)
  server.blackHole = false
  const third = await take(1000)
  const [first, second] = await Promise.all(waiting)
  expect([first!.outcome, second!.outcome, third.outcome]).toEqual(['ok', 'ok', 'ok'])
  expect(new Set([first, second, third].map(sample => sample!.localPort))).toEqual(new Set([server.ports[2]]))
})

test('into a black hole a connection without health check is kept', async () => {
  const take = sampler()
  await take()
  server.blackHole = true
  for (const _ of Array(4)) expect(await take()).toMatchObject({ outcome: 'timeout', requestSent: true })
  expect(server.ports).toHaveLength(1)
})

test('with the health check it is given up, and the next request has a new one', async () => {
  const take = sampler({ idleMs: 200, answerMs: 100 })
  await take()
  server.blackHole = true
  const underWay = take(1000)
  const { outcome, detail, sentUs, endUs } = await underWay
  expect({ outcome, detail }).toEqual({ outcome: 'timeout', detail: 'no answer to a PING in 100 ms' })
  expect((endUs - sentUs!) / 1000).toBeGreaterThan(290)
  expect((endUs - sentUs!) / 1000).toBeLessThan(600)
  server.blackHole = false
  expect((await take()).outcome).toBe('ok')
  expect(server.ports).toHaveLength(2)
})

test('an idle connection that answers its PINGs is kept', async () => {
  const take = sampler({ idleMs: 50, answerMs: 50 })
  await take()
  await sleep(500)
  expect((await take()).outcome).toBe('ok')
  expect(server.ports).toHaveLength(1)
})

test('a server without HTTP/2 is a failure of TLS', async () => {
  const plain = createServer({ key: identity.key, cert: identity.cert }).listen(0, '127.0.0.1')
  await once(plain, 'listening')
  const target = `https://127.0.0.1:${(plain.address() as AddressInfo).port}`
  client = new H2Client(endpointOf(target, 'lb', identity), undefined)
  const sampler = new H2Sampler(client, () => ({ method: 'GET', path: '/' }))
  const end = await new Promise<AttemptFields>(resolve => sampler.take(new Attempt(0, 1000, resolve)))
  expect(end).toMatchObject({ outcome: 'tls', detail: 'no HTTP/2 offered' })
  plain.close()
})
