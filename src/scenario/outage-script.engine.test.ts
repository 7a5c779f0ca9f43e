// @module-tag core
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ContainerSpec, createContainer, startContainer, stopContainer } from '../engine/container.ts'
import type { Engine } from '../engine/engine.ts'
import { execute } from '../engine/execute.ts'
import { readLogs } from '../engine/logs.ts'
import { createNetwork } from '../engine/network.ts'
import { listByLabel, removeByLabel } from '../engine/remove.ts'
import { runHelper } from '../engine/run-helper.ts'
import { usualImages } from '../images/__fixtures__/usual-images.ts'
import { imageFor } from '../images/images-of.ts'
import { outageScript, type PlantedOutage, parsePlanted } from './outage-script.ts'

const name = `holdfast-outage-${process.pid}`
const label = 'dev.holdfast.test'
const labels = { [label]: name }
const serve = "exec nginx -g 'daemon off;'"
// curl says 0 for an answer, 7 for a refusal, 28 for silence.
const ask = `while :; do sent=$(date +%s%N); curl -sm 0.1 -o /dev/null http://ADDRESS; echo "$sent $?"; sleep 0.01; done`

let engine: Engine
let toolImage: string
let server: string
let client: string
let serial = 0
const helper = () => ({
  name: `${name}-helper-${serial++}`,
  image: toolImage,
  labels,
  networkMode: `container:${client}`,
  capabilities: ['NET_ADMIN', 'NET_RAW'],
})

beforeAll(async () => {
  const usual = await usualImages()
  engine = usual.engine
  toolImage = usual.images.tools.id
  const { subnet } = await createNetwork(engine, { name, labels, subnets: ['172.31.203.0/24', '172.31.204.0/24'] })
  const at = (host: number) => ({ name, ip: subnet.replace('.0/24', `.${host}`), mac: `02:42:0a:00:01:0${host}` })
  const start = async (host: number, command: string): Promise<string> => {
    const spec: ContainerSpec = {
      name: `${name}-${host}`,
      image: imageFor(usual.images, 'nginx').id,
      labels,
      network: at(host),
      entrypoint: ['sh', '-c', command],
    }
    const id = await createContainer(engine, spec)
    await startContainer(engine, id)
    return id
  }
  server = at(2).ip
  await start(2, serve)
  client = await start(3, ask.replace('ADDRESS', server))
})

afterAll(async () => {
  await removeByLabel(engine, `${label}=${name}`)
})

/** What curl saw, by the moment at which it was sent. */
async function asked(): Promise<{ ms: number; code: number }[]> {
  const lines = (await readLogs(engine, client)).matchAll(/ (\d{19}) (\d+)$/gm)
  return [...lines].map(([, ns, code]) => ({ ms: Number(BigInt(ns!) / 1000n) / 1000, code: Number(code) }))
}

test('both outages are on the wire from when to when it says', async () => {
  const args = [server, '0.5', '0.7', 'reset', 'drop']
  const { exitCode, said } = await runHelper(
    engine,
    { ...helper(), script: outageScript, arguments: args },
    AbortSignal.timeout(20_000),
  )
  expect({ exitCode, lines: said.length }).toEqual({ exitCode: 0, lines: 2 })
  const [reset, drop] = said.map(line => parsePlanted(line)!) as [PlantedOutage, PlantedOutage]
  expect([reset.kind, drop.kind]).toEqual(['reset', 'drop'])
  const seen = await asked()
  const within = ({ setMs, removedMs }: PlantedOutage) =>
    new Set(seen.filter(({ ms }) => ms > setMs[1] && ms < removedMs[0] - 100).map(({ code }) => code))
  expect([within(reset), within(drop)]).toEqual([new Set([7]), new Set([28])])
  const bad = seen.filter(({ code }) => code !== 0)
  // A request that is under way when the filter comes was sent before it; curl gives up 100 ms after.
  const outside = bad.filter(
    ({ ms }) => ![reset, drop].some(({ setMs, removedMs }) => ms > setMs[0] - 100 && ms < removedMs[1]),
  )
  expect(outside).toEqual([])
  for (const { packets, setMs, removedMs } of [reset, drop]) {
    expect(packets).toBeGreaterThan(1)
    expect(removedMs[0] - setMs[1]).toBeGreaterThan(499)
  }
})

test('told to end in the middle, it takes its filter away first', async () => {
  const entrypoint = ['sh', '-c', outageScript, 'helper', server, '2', '0', 'drop']
  const id = await createContainer(engine, { ...helper(), entrypoint })
  await startContainer(engine, id)
  const isCut = async () => (await asked()).at(-1)?.code === 28
  await expect.poll(isCut, { timeout: 5000 }).toBe(true)
  await stopContainer(engine, id, 10)
  await expect.poll(isCut, { timeout: 2000 }).toBe(false)
  expect(await readLogs(engine, id)).not.toContain('planted')
})

test('what cannot be set is told by its exit code and words, and leaves no container', async () => {
  const { exitCode, said } = await runHelper(
    engine,
    { ...helper(), capabilities: [], script: outageScript, arguments: [server, '0.1', '0', 'drop'] },
    AbortSignal.timeout(20_000),
  )
  expect(exitCode).not.toBe(0)
  expect(said.join(' ')).toMatch(/permission denied|not permitted/i)
  const { stdout } = await execute(engine, client, ['sh', '-c', 'echo here'])
  expect(stdout).toBe('here\n')
})

test('with its signal the helper is gone at once', async () => {
  const last = `-helper-${serial}`
  const running = runHelper(engine, { ...helper(), script: 'sleep 60' }, AbortSignal.timeout(1500))
  await expect(running).rejects.toThrow()
  expect((await listByLabel(engine, `${label}=${name}`)).filter(({ name }) => name.endsWith(last))).toEqual([])
})
