import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { randomFrom } from '../base/seed.ts'
import type { Identity } from '../prober/protocol.ts'
import { ApiServer } from './__fixtures__/api-server.ts'
import { newIdentity } from './__fixtures__/identity.ts'
import { type Recorded, recorded } from './__fixtures__/recorded.ts'
import { Reader } from './reader.ts'
import { Roster } from './roster.ts'
import { SharedObjects } from './shared-objects.ts'
import { Writer } from './writer.ts'

// A busy machine answers late.
vi.setConfig({ testTimeout: 30_000 })

let identity: Identity
let server: ApiServer
let tools: Recorded
const shared = () => new SharedObjects(2)
beforeAll(() => {
  identity = newIdentity()
})
beforeEach(async () => {
  server = await ApiServer.start(identity, 'lb')
  tools = recorded(identity)
})
afterEach(() => server[Symbol.asyncDispose]())

const isWrite = ({ verb }: { verb: string }) => ['create', 'update', 'delete'].includes(verb)
const writes = () => tools.of('operation').filter(isWrite)

test('each write expects what the one before it left, and no value comes twice', async () => {
  const writer = new Writer(
    'writer-0',
    server.target,
    { random: randomFrom(7), shared: shared(), roster: new Roster() },
    tools,
  )
  for (let step = 0; step < 100; step++) expect(await writer.step()).toBe(true)
  expect(new Set(writes().map(({ verb }) => verb))).toEqual(new Set(['create', 'update', 'delete']))
  const left = new Map<string, string | undefined>()
  for (const { object, verb, expects, resourceVersion } of writes()) {
    expect(expects, `${verb} of ${object}`).toBe(left.get(object))
    left.set(object, resourceVersion)
  }
  const values = writes().flatMap(({ value }) => value ?? [])
  expect(new Set(values).size).toBe(values.length)
  expect(String(writer.acknowledged)).toBe(writes().findLast(({ verb }) => verb !== 'delete')!.resourceVersion)
  writer.close()
})

test.each([
  { status: 503, reason: 'ServiceUnavailable', done: true },
  { status: 500, reason: 'InternalError' },
  'reset',
] as const)(
  'after an indeterminate end (%j) nobody writes the object again, and readers go on reading it',
  async end => {
    const plan = { random: randomFrom(3), shared: shared(), roster: new Roster() }
    const both = [0, 1].map(index => new Writer(`writer-${index}`, server.target, plan, tools))
    const steps = async (count: number) => {
      for (let step = 0; step < count; step++) await both[step % 2]!.step()
    }
    await steps(40)
    server.misbehave = line => (line.startsWith('GET') ? undefined : end)
    const retired = new Set<string>()
    while (retired.size < 6 || ![...retired].some(name => name.startsWith('shared'))) {
      await steps(1)
      const { fate, object } = writes().at(-1)!
      if (fate === 'indeterminate') retired.add(object)
    }
    server.misbehave = () => undefined
    const before = tools.records.length
    await steps(60)
    const reader = new Reader('reader-0', [server.target], plan, tools)
    const after = () => tools.of('operation').slice(before - tools.records.length)
    const unread = () => [...retired].filter(name => !after().some(o => o.client === 'reader-0' && o.object === name))
    for (let step = 0; step < 1500 && unread().length > 0; step++) await reader.step()
    expect(unread()).toEqual([])
    expect(after().filter(o => isWrite(o) && retired.has(o.object))).toEqual([])
    for (const client of [...both, reader]) client.close()
  },
)

test('an object is kept when the write of it was turned away, and given up when it is not what it was', async () => {
  const plan = { random: randomFrom(5), shared: shared(), roster: new Roster() }
  const writer = new Writer('writer-0', server.target, plan, tools)
  for (let step = 0; step < 20; step++) await writer.step()
  server.misbehave = line => (line.startsWith('PUT') ? { status: 429, reason: 'TooManyRequests' } : undefined)
  while (!writes().some(({ outcome, object }) => outcome === '429' && object.startsWith('writer'))) await writer.step()
  const { object: turnedAway } = writes().find(({ outcome }) => outcome === '429')!
  server.misbehave = () => undefined
  while (!writes().at(-1)!.object.startsWith(turnedAway) || writes().at(-1)!.fate !== 'acknowledged')
    await writer.step()
  // Somebody else writes everything: the compare-and-swap must fail, once for each.
  for (const name of server.store.objects.keys()) server.store.write(name, 'foreign')
  const before = writes().length
  for (let step = 0; step < 60; step++) await writer.step()
  const conflicts = writes()
    .slice(before)
    .filter(({ detail }) => detail === '409 Conflict')
  expect(conflicts.length).toBeGreaterThan(2)
  expect(new Set(conflicts.map(({ object }) => object)).size).toBe(conflicts.length)
  writer.close()
})

test('two writers compete for shared objects: one wins each version', async () => {
  const roster = new Roster()
  const names = new SharedObjects(1)
  const both = [0, 1].map(
    index => new Writer(`writer-${index}`, server.target, { random: randomFrom(index), shared: names, roster }, tools),
  )
  for (let step = 0; step < 80; step++) await Promise.all(both.map(writer => writer.step()))
  const updates = writes().filter(({ object, verb }) => object === 'shared-0' && verb === 'update')
  const won = updates.filter(({ fate }) => fate === 'acknowledged').map(({ expects }) => expects)
  expect(new Set(won).size).toBe(won.length)
  expect(updates.some(({ detail }) => detail === '409 Conflict')).toBe(true)
  for (const writer of both) writer.close()
})
