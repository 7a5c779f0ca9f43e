import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { selfSigned } from './__fixtures__/identity.ts'
import { PlantedServer } from './__fixtures__/planted-server.ts'
import { samplesDuring } from './__fixtures__/samples-during.ts'
import { WatchedObjects } from './__fixtures__/watched-objects.ts'
import type { Identity } from './protocol.ts'

let identity: Identity
let server: PlantedServer
let objects: WatchedObjects

beforeAll(() => {
  identity = selfSigned()
})
beforeEach(async () => {
  server = await PlantedServer.start(identity)
  objects = new WatchedObjects(server)
})
afterEach(() => server.stop())

const during = (meanwhile: Parameters<typeof samplesDuring>[1], deadlineMs = 5000) =>
  samplesDuring(
    { target: server.target, identity, operation: 'stream', connection: 'reused-h2', deadlineMs },
    meanwhile,
  )

const bad = (samples: Awaited<ReturnType<typeof during>>) => samples.filter(({ outcome }) => outcome !== 'ok')

test('a stream that stays open is good at every sample', async () => {
  const samples = await during(more => more(6))
  expect(bad(samples)).toEqual([])
  expect(objects.from).toEqual(['0'])
})

test.each([
  ['the server ends it', 'end of stream', () => objects.endWatches()],
  ['it brings what is no event', 'not an event: "<html>"', () => objects.writeToWatches('<html>\n')],
  ['the server says GOAWAY', 'GOAWAY 0', () => server.sessions.forEach(session => void session.goaway(0))],
  ['its connection is reset', 'ECONNRESET', () => server.cut('reset')],
  ['its connection is closed', 'FIN', () => server.cut('close')],
])('when %s one sample is closed, and the next opens it again', async (_, detail, plant) => {
  const samples = await during(async more => {
    await more(4)
    plant()
    await more(5)
  })
  expect(bad(samples)).toMatchObject([{ outcome: 'closed', detail }])
  expect(samples.at(-1)!.outcome).toBe('ok')
  expect(objects.from).toEqual(['0', '0'])
})

test('into a black hole the stream looks open, and no PING is answered', async () => {
  const samples = await during(async more => {
    await more(3)
    server.blackHole = true
    await more(4)
  }, 1000)
  expect(new Set(bad(samples).map(({ outcome }) => outcome))).toEqual(new Set(['timeout']))
  expect(bad(samples).length).toBeGreaterThan(3)
})

test('a server that refuses the stream is told by its status', async () => {
  objects.refuseWatch = 429
  const samples = await during(more => more(3))
  expect(new Set(samples.map(({ outcome }) => outcome))).toEqual(new Set(['429']))
})
