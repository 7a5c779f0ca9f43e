// @module-tag core
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { usualImages } from '../images/__fixtures__/usual-images.ts'
import { subnetCandidates } from '../topology/addresses.ts'
import { attach } from './attach.ts'
import { attachCommand } from './attach-command.ts'
import {
  type ContainerSpec,
  createContainer,
  inspectContainer,
  killContainer,
  pauseContainer,
  startContainer,
  stopContainer,
} from './container.ts'
import type { Engine } from './engine.ts'
import { type ContainerEvent, watchEvents } from './events.ts'
import { execute } from './execute.ts'
import { putFiles, readFile } from './files.ts'
import { followLogs, readLogs } from './logs.ts'
import { createNetwork } from './network.ts'
import { listByLabel, removeByLabel } from './remove.ts'
import { bufferOf } from './streams.ts'

/** One with a shell and `ip`. */
let image: string
const label = `live-${process.pid}`
const testLabel = 'dev.holdfast.test'
const labels = { [testLabel]: label }
let engine: Engine
let serial = 0

const create = (command: string, more: Partial<ContainerSpec> = {}) =>
  createContainer(engine, {
    name: `holdfast-${label}-${serial++}`,
    image,
    labels,
    entrypoint: ['sh', '-c'],
    command: [command],
    ...more,
  })

beforeAll(async () => {
  const usual = await usualImages()
  engine = usual.engine
  image = usual.images.node.id
})

afterAll(async () => {
  await removeByLabel(engine, `${testLabel}=${label}`)
})

test('a privileged container lives on its static address, and comes back only when it dies by itself', async () => {
  const network = await createNetwork(engine, {
    name: `holdfast-${label}`,
    labels,
    subnets: ['172.31.200.0/24', '172.31.201.0/24'],
  })
  const ip = network.subnet.replace('.0/24', '.10')
  const id = await create('trap "exit 0" TERM; ip -4 -o address; ip link; echo ready; sleep 1000 & wait', {
    privileged: true,
    restart: 'unless-stopped',
    network: { name: network.name, ip, mac: '02:42:0a:00:00:0a' },
    tmpfs: ['/run'],
    publish: [{ containerPort: 6443, hostPort: 39443 }],
  })
  await startContainer(engine, id)
  await startContainer(engine, id)
  // Before its trap is set a shell that is PID 1 does not end by a signal.
  const ready = (times: number) =>
    expect.poll(async () => (await readLogs(engine, id)).match(/ready$/gm)?.length, { timeout: 5000 }).toBe(times)
  await ready(1)
  expect(await readLogs(engine, id)).toContain(ip)
  expect(await readLogs(engine, id)).toContain('02:42:0a:00:00:0a')
  await execute(engine, id, ['kill', '1'])
  await expect.poll(async () => (await inspectContainer(engine, id)).restartCount, { timeout: 5000 }).toBe(1)
  await ready(2)
  expect(await inspectContainer(engine, id)).toMatchObject({ running: true })
  await killContainer(engine, id)
  await expect.poll(async () => (await inspectContainer(engine, id)).running, { timeout: 5000 }).toBe(false)
  expect(await inspectContainer(engine, id)).toMatchObject({ exitCode: 137, pid: 0 })
  await startContainer(engine, id)
  await ready(3)
  await stopContainer(engine, id, 5)
  expect(await inspectContainer(engine, id)).toMatchObject({ running: false, exitCode: 0 })
})

test('files go into a container that was never started, below its volumes too', async () => {
  const id = await create('cat /etc/deep/er/file; stat -c %a /etc/deep/er/file /etc/deep /etc')
  await putFiles(engine, id, [{ path: '/etc/deep/er/file', mode: 0o640, content: 'hello\n' }])
  expect((await readFile(engine, id, '/etc/deep/er/file')).toString()).toBe('hello\n')
  const large = Buffer.alloc(5_000_000, 'x')
  await putFiles(engine, id, [{ path: '/etc/deep/large', mode: 0o600, content: large }])
  expect((await readFile(engine, id, '/etc/deep/large')).equals(large)).toBe(true)
  await startContainer(engine, id)
  await expect.poll(() => readLogs(engine, id)).toMatch(/hello.*640.*755.*755/s)
})

test('a command has its exit code, both outputs and its input', async () => {
  const id = await create('sleep 1000')
  await startContainer(engine, id)
  const run = (command: string, options = {}) => execute(engine, id, ['sh', '-c', command], options)
  expect(await run('echo out; echo err >&2; exit 7')).toEqual({ exitCode: 7, stdout: 'out\n', stderr: 'err\n' })
  expect(await run('wc -c', { input: 'x'.repeat(300_000) })).toMatchObject({ stdout: '300000\n' })
  await expect(run('sleep 20', { signal: AbortSignal.timeout(200) })).rejects.toThrow(/abort|timeout/i)
  const begin = performance.now()
  for (let count = 0; count < 10; count++) await execute(engine, id, ['true'])
  console.log(`one exec: ${((performance.now() - begin) / 10).toFixed(0)} ms`)
})

test('an attachment loses nothing, and its end is the end of stdin', async () => {
  const id = await create('seq 1 50000; cat; echo done >&2', { openStdin: true })
  const { stdin, stdout, stderr } = await attach(engine, id)
  const all = Promise.all([bufferOf(stdout), bufferOf(stderr)])
  await startContainer(engine, id)
  stdin.write('from outside\n')
  await sleep(300)
  stdin.end()
  const [out, err] = (await all).map(String)
  expect(out).toHaveLength(Array.from({ length: 50_000 }, (_, index) => `${index + 1}\n`).join('').length + 13)
  expect(err).toBe('done\n')
})

test('a command beside the first program takes lines while it runs, and its outputs end with it', async () => {
  const id = await create('sleep 1000')
  await startContainer(engine, id)
  const script = 'echo up; while read line; do echo "got $line"; done; seq 1 50000; echo down >&2'
  const { stdin, stdout, stderr } = await attachCommand(engine, id, ['sh', '-c', script])
  const errors = bufferOf(stderr)
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  const next = async () => (await lines.next()).value
  expect(await next()).toBe('up')
  for (const word of ['one', 'two']) {
    stdin.write(`${word}\n`)
    expect(await next()).toBe(`got ${word}`)
  }
  stdin.end()
  for (let n = 1; n <= 50_000; n++) expect(await next()).toBe(String(n))
  expect(await next(), 'the end').toBeUndefined()
  expect(String(await errors)).toBe('down\n')
  expect(await inspectContainer(engine, id)).toMatchObject({ running: true })
})

test('logs are followed to the end, and only from a moment on', async () => {
  const id = await create('echo one; sleep 0.5; echo two >&2')
  await startContainer(engine, id)
  const text = (await bufferOf(await followLogs(engine, id))).toString()
  expect(text.replaceAll(/^\S+ /gm, '')).toBe('one\ntwo\n')
  const sinceMs = Date.parse(text.split('\n')[1]!.split(' ')[0]!) - 100
  expect((await bufferOf(await followLogs(engine, id, { sinceMs }))).toString()).not.toContain('one')
})

test('events come with labels, exit code and time', async () => {
  const events: ContainerEvent[] = []
  const watch = await watchEvents(engine, `${testLabel}=${label}`, event => events.push(event))
  const id = await create('exit 3')
  await startContainer(engine, id)
  await expect.poll(() => events.filter(event => event.containerId === id).map(event => event.action)).toContain('die')
  const die = events.find(event => event.containerId === id && event.action === 'die')!
  expect(die).toMatchObject({ exitCode: 3, labels: { [testLabel]: label } })
  expect(Math.abs(die.atMs - Date.now())).toBeLessThan(2000)
  watch.stop()
  await watch.ended
})

test('everything with a label is removed at once, paused or not', async () => {
  const own = { [testLabel]: `${label}-remove` }
  await createNetwork(engine, { name: `holdfast-${label}-r`, labels: own, subnets: ['172.31.202.0/24'] })
  await engine.docker.createVolume({ Name: `holdfast-${label}-v`, Labels: own })
  const network = { name: `holdfast-${label}-r`, ip: '172.31.202.10', mac: '02:42:0a:00:00:0b' }
  const paused = await create('sleep 1000', { labels: own, network })
  await startContainer(engine, paused)
  await pauseContainer(engine, paused)
  await create('sleep 1000', { labels: own })
  expect(await listByLabel(engine, `${testLabel}=${label}-remove`)).toHaveLength(4)
  const removed = await removeByLabel(engine, `${testLabel}=${label}-remove`)
  expect(removed).toEqual({ containers: 2, networks: 1, volumes: 1 })
  expect(await listByLabel(engine, `${testLabel}=${label}-remove`)).toEqual([])
})

test('a range that another network uses is passed over; when all are used the error says so', async () => {
  const first = await createNetwork(engine, { name: `${label}-1`, labels, subnets: subnetCandidates })
  const subnets = [first.subnet, ...subnetCandidates.slice(subnetCandidates.indexOf(first.subnet) + 1)]
  const second = await createNetwork(engine, { name: `${label}-2`, labels, subnets })
  expect(second.subnet).not.toBe(first.subnet)
  const used = [first.subnet, second.subnet]
  await expect(createNetwork(engine, { name: `${label}-3`, labels, subnets: used })).rejects.toThrow(
    `cannot create network ${label}-3: all 2 address ranges are in use`,
  )
})

test('a host port that was taken between choice and start is named', async () => {
  const thief = createServer().listen(0, '127.0.0.1')
  await once(thief, 'listening')
  const { port } = thief.address() as AddressInfo
  const { name } = await createNetwork(engine, { name: `${label}-port`, labels, subnets: subnetCandidates })
  const publish = [{ containerPort: 80, hostPort: port }]
  const id = await create('sleep 60', { networkMode: name, publish })
  await expect(startContainer(engine, id)).rejects.toThrow(
    `another program took port ${port} of 127.0.0.1 before container ${id} could publish on it`,
  )
  thief.close()
})
