import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Identity } from '../prober/protocol.ts'
import { ApiServer } from './__fixtures__/api-server.ts'
import { newIdentity } from './__fixtures__/identity.ts'
import { type Recorded, recorded } from './__fixtures__/recorded.ts'
import { Client } from './client.ts'
import type { Intent } from './requests.ts'

// A busy machine answers late.
vi.setConfig({ testTimeout: 30_000 })

let identity: Identity
let server: ApiServer
let tools: Recorded
let client: Client
beforeAll(async () => {
  identity = newIdentity()
  server = await ApiServer.start(identity, 'lb')
})
beforeEach(() => {
  server.store.objects.clear()
  server.store.version = 100
  server.misbehave = () => undefined
  tools = recorded(identity)
  client = new Client('writer-0', server.target, tools)
  return () => client.close()
})
afterAll(() => server[Symbol.asyncDispose]())

/** What the record says of an operation, without its times. */
async function recordOf(intent: Intent) {
  await client.operate(intent)
  const { seq: _, atUs: __, sentUs, endUs, ...rest } = tools.of('operation').at(-1)!
  expect(endUs).toBeGreaterThan(sentUs)
  expect(rest).toMatchObject({ type: 'operation', client: 'writer-0', path: 'lb', verb: intent.verb, object: 'a' })
  const { type: _t, client: _c, path: _p, verb: _v, object: _o, ...own } = rest
  return own
}

const acknowledged = { fate: 'acknowledged', outcome: 'ok' }

test('a life: created, changed, read, deleted by the version that was seen last', async () => {
  const object = 'a'
  const create = { verb: 'create', object, value: 'v1' } as const
  expect(await recordOf(create)).toEqual({ ...acknowledged, value: 'v1', resourceVersion: '101' })
  const update = { verb: 'update', object, value: 'v2', expects: '101' } as const
  expect(await recordOf(update)).toEqual({ ...acknowledged, value: 'v2', expects: '101', resourceVersion: '102' })
  expect(await recordOf({ verb: 'get', object })).toEqual({ ...acknowledged, value: 'v2', resourceVersion: '102' })
  const conflict = { fate: 'rejected', outcome: '4xx', detail: '409 Conflict' }
  expect(await recordOf(update)).toEqual({ ...conflict, value: 'v2', expects: '101' })
  expect(await recordOf({ verb: 'delete', object, expects: '101' })).toEqual({ ...conflict, expects: '101' })
  expect(await recordOf({ verb: 'delete', object, expects: '102' })).toEqual({ ...acknowledged, expects: '102' })
  expect(await recordOf({ verb: 'get-cached', object }), 'no object').toEqual(acknowledged)
  expect(new Set(server.requests.map(line => line.split('?')[1])), 'only a cached get says so').toEqual(
    new Set([undefined, 'resourceVersion=0']),
  )
})

test('a 404 that does not speak of the object is no sight of its absence', async () => {
  server.misbehave = () => ({ status: 404, reason: 'NotFound' })
  const rejected = { fate: 'rejected', outcome: '4xx', detail: '404 NotFound' }
  expect(await recordOf({ verb: 'get', object: 'a' })).toEqual(rejected)
})

test('a write whose answer was lost is indeterminate, and here it took effect', async () => {
  server.misbehave = () => 'reset'
  const create = { verb: 'create', object: 'a', value: 'v1' } as const
  const lost = { fate: 'indeterminate', outcome: 'reset', detail: 'ECONNRESET' }
  expect(await recordOf(create)).toEqual({ ...lost, value: 'v1' })
  server.misbehave = () => undefined
  expect(await recordOf({ verb: 'get', object: 'a' })).toMatchObject({ value: 'v1' })
})
