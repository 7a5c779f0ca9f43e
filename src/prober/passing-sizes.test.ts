import { afterEach, beforeEach, expect, test } from 'vitest'
import { selfSigned } from './__fixtures__/identity.ts'
import { PlantedServer } from './__fixtures__/planted-server.ts'
import { passingSizes } from './passing-sizes.ts'

const identity = selfSigned()
let server: PlantedServer

beforeEach(async () => {
  server = await PlantedServer.start(identity)
})
afterEach(() => server.stop())

const look = () => passingSizes(server.target, identity)

test('a whole answer takes long packets', async () => {
  server.handler = (_, response) => void response.end('x'.repeat(10_000))
  expect(await look()).toEqual({ short: true, long: true })
})

test('a connection that stands is short packets alone', async () => {
  server.blackHole = true
  expect(await look()).toEqual({ short: true, long: false })
})

test('an answer that does not come to its end is none', async () => {
  server.handler = (_, response) => void response.write('x')
  expect(await look()).toEqual({ short: true, long: false })
})

test('of one that is gone nothing gets through', async () => {
  const { target } = server
  server.stopListening()
  expect(await passingSizes(target, identity)).toEqual({ short: false, long: false })
})
