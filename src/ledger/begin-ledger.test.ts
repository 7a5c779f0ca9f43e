import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Identity } from '../prober/protocol.ts'
import { ApiServer } from './__fixtures__/api-server.ts'
import { newIdentity } from './__fixtures__/identity.ts'
import { type Recorded, recorded } from './__fixtures__/recorded.ts'
import { Store } from './__fixtures__/store.ts'
import { beginLedger } from './begin-ledger.ts'
import { finalList } from './final-list.ts'

// A busy machine answers late.
vi.setConfig({ testTimeout: 30_000 })

let identity: Identity
let store: Store
let servers: ApiServer[]
let tools: Recorded
beforeAll(() => {
  identity = newIdentity()
})
beforeEach(async () => {
  store = new Store()
  servers = await Promise.all([0, 1, 2].map(n => ApiServer.start(identity, `direct:server:${n}`, store)))
  tools = recorded(identity)
})
afterEach(() => Promise.all(servers.map(server => server[Symbol.asyncDispose]())))

/** Every reader went round, and the writers wrote a few objects more than once. */
const enough = () => {
  const count = (prefix: string) => tools.of('operation').filter(({ client }) => client.startsWith(prefix)).length
  return count('writer') > 24 && [0, 1, 2, 'round'].every(reader => count(`reader-${reader}`) > 3)
}

test('everything acknowledged is seen by every watcher and by the final list of every server', async () => {
  const [first] = servers
  const balancer = { ...first!.target, path: 'lb' as const }
  const targets = servers.map(({ target }) => target)
  const setup = { writer: 'ledger-0', balancer, servers: targets, api: identity, namespace: 'holdfast', seed: 7 }
  const ledger = beginLedger(setup, tools.recorder)
  await expect.poll(enough, { timeout: 20_000 }).toBe(true)
  await ledger.finish()

  const operations = tools.of('operation')
  const writes = operations.filter(({ client, verb }) => client.startsWith('writer') && verb !== 'get')
  const clients = new Set(operations.map(({ client }) => client))
  expect([...clients].sort()).toEqual(['reader-0', 'reader-1', 'reader-2', 'reader-round', 'writer-0', 'writer-1'])
  const round = operations
    .filter(({ client }) => client === 'reader-round')
    .map(({ verb, path }) => `${verb} ${path.at(-1)}`)
  expect(round.slice(0, 4)).toEqual(['get 0', 'get-cached 1', 'get 2', 'get-cached 0'])
  const acknowledged = writes.filter(({ fate }) => fate === 'acknowledged')
  for (const watcher of ['watcher-0', 'watcher-1', 'watcher-2', 'watcher-lb']) {
    const seen = tools.of('watch-event').filter(event => event.watcher === watcher)
    const listed = tools.of('watch-session').find(step => step.watcher === watcher && step.step === 'list')!
    const versions = new Set(seen.map(({ resourceVersion }) => resourceVersion))
    const from = Number(listed.step === 'list' && listed.resourceVersion)
    const missing = acknowledged.filter(
      ({ resourceVersion }) => Number(resourceVersion) > from && !versions.has(resourceVersion!),
    )
    expect(missing, watcher).toEqual([])
    const end = tools.of('watch-session').findLast(step => step.watcher === watcher)
    expect(end).toMatchObject({ step: 'end', awaited: acknowledged.at(-1)!.resourceVersion, seen: true })
  }
  const objects = [...store.objects.values()].map(({ metadata, data }) => ({ ...metadata, ...data }))
  expect(
    tools
      .of('final-list')
      .map(({ path }) => path)
      .sort(),
  ).toEqual(targets.map(({ path }) => path))
  for (const list of tools.of('final-list')) expect(list.objects).toEqual(objects)
  // One after the other: nothing is written after the last write was awaited, and nothing watched while all is read.
  const types = tools.records.map(({ type }) => type)
  expect(types.lastIndexOf('operation')).toBeLessThan(types.indexOf('final-list'))
  expect(types.lastIndexOf('watch-session')).toBeLessThan(types.indexOf('final-list'))
})

test('a server that cannot be read is waited for, and then given up', async () => {
  for (let n = 0; n < 1200; n++) store.write(`object-${n}`, n % 2 === 0 ? `v${n}` : undefined)
  const [server] = servers
  let refusals = 2
  server!.misbehave = () => (refusals-- > 0 ? { status: 503, reason: 'ServiceUnavailable' } : undefined)
  await finalList(server!.target, tools, 3000)
  const [list] = tools.of('final-list')
  expect(list).toMatchObject({ path: 'direct:server:0', resourceVersion: String(store.version) })
  expect(list!.objects.slice(-2)).toEqual([
    { name: 'object-1198', resourceVersion: '1299', value: 'v1198' },
    { name: 'object-1199', resourceVersion: '1300' },
  ])
  expect(new Set(list!.objects.map(({ name }) => name)).size, 'page by page, none twice').toBe(1200)
  server!.misbehave = () => ({ status: 503, reason: 'ServiceUnavailable' })
  await finalList(server!.target, tools, 400)
  expect(tools.of('final-list-failed')).toMatchObject([
    { path: 'direct:server:0', detail: expect.stringContaining('last seen: 5xx: 503 ServiceUnavailable') },
  ])
})
