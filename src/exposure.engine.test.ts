// @module-tag nightly
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { secretsOfServer } from './__fixtures__/exposure/cluster-secrets.ts'
import { exposureOf, listenersAt, loopback } from './__fixtures__/exposure/container-exposure.ts'
import { findLeaks, type Place, type Secret } from './__fixtures__/exposure/find-leaks.ts'
import {
  enginePlaces,
  filesBelow,
  hostProcesses,
  openToOthers,
  processesWithin,
} from './__fixtures__/exposure/places.ts'
import type { Engine } from './engine/engine.ts'
import { execute } from './engine/execute.ts'
import { findEngine } from './engine/find-engine.ts'

const bin = fileURLToPath(new URL('../bin/holdfast.js', import.meta.url))
// Whatever can be made to say more, says it.
const loudTopology = { extraArgs: [{ nodes: 'server:*', args: ['--debug', '--kubelet-arg=v=4'] }] }

let engine: Engine
/** All that Holdfast writes beside its reports lies below. */
let home: string
beforeAll(async () => {
  engine = (await findEngine())!
})
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'holdfast-exposure-'))
  await writeFile(join(home, 'topology.json'), JSON.stringify(loudTopology))
})
afterEach(async () => {
  for (const { process: child, ended } of commands.splice(0)) {
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
  }
  await rm(home, { recursive: true })
})

test('a cluster that is up shows no secret and is open to nobody', { timeout: 240_000 }, async () => {
  const up = holdfast('up', '--topology', join(home, 'topology.json'))
  await up.ended
  expect(up.process.exitCode, up.printed.text).toBe(0)
  const run = await theRun()
  try {
    const secrets = await secretsOf(run)
    expect.soft(await findLeaks(secrets, placesOf(run))).toEqual([])
    expect.soft(await findLeaks(secrets, [up.printed])).toEqual([])
    const holding = await findLeaks(secrets, filesBelow(home))
    expect.soft(holding.filter(leak => !leak.endsWith(`${run}/kubeconfig`))).toEqual([])
    expect.soft(holding, 'its kubeconfig is seen').not.toEqual([])
    expect.soft(await openToOthers(join(home, 'state/holdfast'))).toEqual([])
    for (const { id, name } of await serversOf(run)) {
      const modes = await execute(engine, id, ['stat', '-c', '%a', '/etc/rancher/k3s', '/etc/rancher/k3s/config.yaml'])
      expect.soft(modes.stdout, name).toBe('700\n600\n')
    }
    await expectClosed(run)
  } finally {
    await holdfast('down', run).ended
  }
})

test('a run and all that it leaves show no secret', { timeout: 300_000 }, async () => {
  const command = holdfast('run', 'scenarios/server-crash.scenario.ts', '--topology', join(home, 'topology.json'))
  await reached('steady')
  const run = await theRun()
  const secrets = await secretsOf(run)
  // A server is down now, and its way back is in the journal.
  await reached('hold')
  const state = join(home, 'state/holdfast/runs', run)
  expect(await readFile(join(state, 'journal.ndjson'), 'utf8')).toContain('start-container')
  expect.soft(await findLeaks(secrets, placesOf(run))).toEqual([])
  expect.soft(await findLeaks(secrets, filesBelow(home))).toEqual([])
  expect.soft(await openToOthers(state)).toEqual([])
  // The prober's container too, which a cluster that is up has no more.
  await expectClosed(run)
  await command.ended

  const [directory] = globSync(`reports/*/${run}`)
  const campaign = join(directory!, '..')
  const files = await readdir(campaign, { recursive: true })
  for (const file of ['report.html', 'report.json', 'junit.xml', 'summary.md', 'campaign.json', 'server-1.log']) {
    expect(files, 'whatever its verdict, the run has written all').toContainEqual(expect.stringContaining(file))
  }
  expect.soft(await findLeaks(secrets, filesBelow(campaign))).toEqual([])
  expect.soft(await findLeaks(secrets, filesBelow(home))).toEqual([])
  expect.soft(await findLeaks(secrets, [command.printed])).toEqual([])
  for (const part of ['history', 'logs']) expect.soft(await openToOthers(join(directory!, part))).toEqual([])
})

interface Command {
  process: ChildProcess
  /** Both outputs so far. */
  printed: Place
  ended: Promise<unknown>
}

const commands: Command[] = []

function holdfast(...args: string[]): Command {
  const child = spawn(process.execPath, [bin, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBUG: '*', XDG_STATE_HOME: join(home, 'state'), TMPDIR: home },
  })
  const printed = { name: `output of ${args[0]}`, text: '' }
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', chunk => {
      printed.text += chunk
    })
  }
  const command = { process: child, printed, ended: once(child, 'close') }
  commands.push(command)
  return command
}

async function theRun(): Promise<string> {
  const [run] = await readdir(join(home, 'state/holdfast/runs'))
  return run!
}

/** Waits until the one run's story is in this phase. */
async function reached(phase: string): Promise<void> {
  const history = async () => {
    const [stream] = globSync(`reports/*/${await theRun()}/history/harness.ndjson`)
    return readFile(stream!, 'utf8')
  }
  await expect
    .poll(() => history().catch(() => 'no history yet'), { timeout: 120_000, interval: 500 })
    .toContain(`"phase":"${phase}"`)
}

async function containersOf(run: string): Promise<{ id: string; name: string; pid: number }[]> {
  const containers = await engine.docker.listContainers({ filters: { label: [`holdfast.run=${run}`] } })
  return Promise.all(
    containers.map(async ({ Id: id, Names: [name] }) => {
      const { State: state } = await engine.docker.getContainer(id).inspect()
      return { id, name: name!, pid: state.Pid }
    }),
  )
}

const serversOf = async (run: string) => (await containersOf(run)).filter(({ name }) => name.includes('server-'))

/** What the files of all servers hold now. */
async function secretsOf(run: string): Promise<Secret[]> {
  const servers = await serversOf(run)
  expect(servers).toHaveLength(3)
  const secrets = (await Promise.all(servers.map(({ id }) => secretsOfServer(engine, id)))).flat()
  const files = secrets.map(({ name }) => name)
  for (const file of [
    'config.yaml',
    'k3s.yaml',
    'cred/passwd',
    'node/password',
    'server/token',
    'etcd/client.key',
    'server-ca.key',
  ]) {
    expect(files).toContainEqual(expect.stringContaining(file))
  }
  return secrets
}

/** What can be looked at while a run lives. */
async function* placesOf(run: string): AsyncGenerator<Place> {
  yield* enginePlaces(engine, `holdfast.run=${run}`)
  for (const { id } of await containersOf(run)) yield* processesWithin(engine, id)
  yield* hostProcesses()
}

/** One port for people, on loopback only; no namespace, directory or engine socket of the host in any container. */
async function expectClosed(run: string): Promise<void> {
  const tables = (await Promise.all(['tcp', 'tcp6'].map(name => readFile(`/proc/net/${name}`, 'latin1')))).join('\n')
  const namespaceOf = (pid: number | 'self', name: string) => readlink(`/proc/${pid}/ns/${name}`)
  const ports: string[] = []
  for (const { id, name, pid } of await containersOf(run)) {
    const info = await engine.docker.getContainer(id).inspect()
    expect.soft(exposureOf(info), name).toEqual([])
    for (const bindings of Object.values(info.NetworkSettings.Ports)) {
      ports.push(...(bindings ?? []).map(({ HostPort: port }) => port))
    }
    for (const namespace of ['net', 'pid', 'ipc', 'mnt']) {
      expect
        .soft(await namespaceOf(pid, namespace), `${namespace} of ${name}`)
        .not.toBe(await namespaceOf('self', namespace))
    }
    const noSocket = ['sh', '-c', 'test ! -e /var/run/docker.sock && test ! -e /run/docker.sock']
    expect.soft((await execute(engine, id, noSocket)).exitCode, `the engine's socket in ${name}`).toBe(0)
  }
  expect(ports).toHaveLength(1)
  expect(listenersAt(Number(ports[0]), tables)).toEqual([loopback])
}
