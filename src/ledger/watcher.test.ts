import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { LedgerRecord, WatchEventRecord } from '../history/ledger-records.ts'
import type { Identity } from '../prober/protocol.ts'
import { ApiServer, type Misdeed } from './__fixtures__/api-server.ts'
import { newIdentity } from './__fixtures__/identity.ts'
import { type Recorded, recorded } from './__fixtures__/recorded.ts'
import { Store } from './__fixtures__/store.ts'
import { Watcher } from './watcher.ts'

// A busy machine answers late.
vi.setConfig({ testTimeout: 30_000 })

let identity: Identity
let store: Store
let servers: ApiServer[]
let tools: Recorded
let watcher: Watcher
beforeAll(() => {
  identity = newIdentity()
})
beforeEach(async () => {
  store = new Store()
  store.write('old', 'v0')
  servers = await Promise.all([0, 1].map(n => ApiServer.start(identity, `direct:server:${n}`, store)))
  tools = recorded(identity)
})
afterEach(() => Promise.all(servers.map(server => server[Symbol.asyncDispose]())))

const begin = async () => {
  watcher = new Watcher(
    'watcher-0',
    servers.map(({ target }) => target),
    tools,
  )
  await expect.poll(course, { timeout: 20_000 }).toEqual(['list 101 at 0', 'open 101 at 0', 'answered 200 at 0'])
}
/** The course of the watch in words: each step, where, and what came between. */
const course = () =>
  tools.records.flatMap(record => (record.type === 'watch-event' ? eventText(record) : stepText(record)))

const eventText = ({ event, object, value, resourceVersion }: WatchEventRecord) =>
  [event, object, value, resourceVersion].filter(Boolean).join(' ')

function stepText(record: LedgerRecord): string | [] {
  if (record.type !== 'watch-session') return []
  const at = `at ${record.path.at(-1)}`
  if (record.step === 'list') return `list ${record.resourceVersion} ${at}`
  if (record.step === 'open') return `open ${record.from} ${at}`
  if (record.step === 'answered') return ['answered', record.status, record.reason, at].filter(Boolean).join(' ')
  if (record.step === 'closed') return `closed ${record.outcome}${record.expired ? ' expired' : ''} ${at}`
  if (record.step === 'list-failed') return `list failed ${record.outcome} ${at}`
  return record.seen ? `saw ${record.awaited}` : `did not see ${record.awaited}`
}

const told = async (...expected: string[]) => {
  await expect.poll(() => course().slice(-expected.length), { timeout: 20_000 }).toEqual(expected)
}

test('it lists, sees every change with its value, and ends when it has seen the last one', async () => {
  await begin()
  store.write('a', 'v1')
  store.write('a', 'v2')
  store.write('probe', undefined)
  store.delete('a')
  store.bookmark()
  await told('ADDED a v1 102', 'MODIFIED a v2 103', 'ADDED probe 104', 'DELETED a v2 105', 'BOOKMARK 105')
  expect(tools.of('watch-session')[0]).toMatchObject({
    objects: [{ name: 'old', value: 'v0', resourceVersion: '101' }],
  })
  await watcher.finish(105n, 5000)
  await told('saw 105')
  expect(tools.of('watch-session').at(-1), 'where it was').toMatchObject({ path: 'direct:server:0' })
})

test('a stream may be silent for longer than its answer may take: an election is no end of it', async () => {
  await begin()
  await sleep(5500)
  store.write('a', 'v1')
  await told('open 101 at 0', 'answered 200 at 0', 'ADDED a v1 102')
  await watcher.finish(102n, 5000)
})

test('what never comes is awaited for a bounded time', async () => {
  await begin()
  await watcher.finish(999n, 200)
  await told('did not see 999')
})

test.for(['reset', 'close'] as const)(
  'after a %s in the middle of an event it goes on from the last whole one, on the next server',
  async how => {
    await begin()
    store.write('a', 'v1')
    await told('ADDED a v1 102')
    servers[0]!.writeToWatches('{"type":"ADDED","object":{"metadata":{"name":"b"')
    servers[0]!.cut(how)
    const end = how === 'close' ? 'closed closed at 0' : 'closed reset at 0'
    store.write('b', 'v2')
    await told('ADDED a v1 102', end, 'open 102 at 1', 'answered 200 at 1', 'ADDED b v2 103')
    await watcher.finish(103n, 5000)
  },
)

test.for<[Misdeed, string[]]>([
  [{ status: 429, reason: 'TooManyRequests' }, ['answered 429 TooManyRequests at 1']],
  [{ status: 503, reason: 'ServiceUnavailable' }, ['answered 503 ServiceUnavailable at 1']],
  [{ status: 504, reason: 'Timeout' }, ['answered 504 Timeout at 1']],
  ['break off', ['answered 200 at 1', 'closed closed at 1']],
])('%j sends it on to the next server, with the same version', async ([misdeed, answered]) => {
  await begin()
  servers[1]!.misbehave = () => misdeed
  store.write('a', 'v1')
  await told('ADDED a v1 102')
  servers[0]!.cut()
  await told('open 102 at 1', ...answered, 'open 102 at 0', 'answered 200 at 0')
  await watcher.finish(0n, 1000)
})

test.each(['<html>502 Bad Gateway</html>', '"ADDED"', '{"type":"ADDED","object":{}}'])(
  'a line such as %s ends the watch, which goes on from the last event, and the record says what came',
  async line => {
    await begin()
    store.write('a', 'v1')
    await told('ADDED a v1 102')
    servers[0]!.writeToWatches(`${line}\n`)
    store.write('b', 'v2')
    await told('closed closed at 0', 'open 102 at 1', 'answered 200 at 1', 'ADDED b v2 103')
    expect(tools.of('watch-session')).toContainEqual(
      expect.objectContaining({ step: 'closed', detail: `not an event: ${JSON.stringify(line)}` }),
    )
    await watcher.finish(103n, 5000)
  },
)

test('a server that is gone is passed over', async () => {
  await begin()
  await servers[1]![Symbol.asyncDispose]()
  servers[0]!.cut()
  await told('closed reset at 0', 'open 101 at 1', 'closed refused at 1', 'open 101 at 0', 'answered 200 at 0')
  await watcher.finish(0n, 1000)
})

test('an ERROR event of code 410 and a 410 answer make it list anew', async () => {
  await begin()
  servers[0]!.cut()
  store.write('a', 'v1')
  store.compact()
  await told(
    'open 101 at 1',
    'answered 200 at 1',
    'closed 4xx expired at 1',
    'list 102 at 0',
    'open 102 at 0',
    'answered 200 at 0',
  )
  servers[1]!.misbehave = line => (line.includes('watch=') ? { status: 410, reason: 'Expired' } : undefined)
  servers[0]!.cut()
  await told('open 102 at 1', 'answered 410 Expired at 1', 'list 102 at 0', 'open 102 at 0', 'answered 200 at 0')
  await watcher.finish(0n, 1000)
})

test('a list that fails is asked of the next server', async () => {
  servers[0]!.misbehave = () => ({ status: 503, reason: 'ServiceUnavailable' })
  watcher = new Watcher(
    'watcher-0',
    servers.map(({ target }) => target),
    tools,
  )
  await told('list failed 5xx at 0', 'list 101 at 1', 'open 101 at 1', 'answered 200 at 1')
  await watcher.finish(0n, 1000)
})
