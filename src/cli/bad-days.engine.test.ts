// @module-tag nightly
// What goes wrong while a run is at work, planted for real. Each must end with a sentence and its exit code, in bounded
// time, with the logs saved and nothing left.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, onTestFailed, test, vi } from 'vitest'
import { EngineProxy } from '../engine/__fixtures__/engine-proxy.ts'
import type { Engine } from '../engine/engine.ts'
import { findEngine } from '../engine/find-engine.ts'
import { listByLabel } from '../engine/remove.ts'
import { useTemporaryState } from '../run/__fixtures__/temporary-state.ts'
import { runIdsWithState } from '../run/state.ts'
import { type Ended, Project } from './__fixtures__/project.ts'

vi.setConfig({ testTimeout: 240_000 })
useTemporaryState()

let engine: Engine
beforeAll(async () => {
  engine = (await findEngine())!
})

const left = async (runId: string) => (await listByLabel(engine, `holdfast.run=${runId}`)).map(({ name }) => name)

/** The only run of a project's last campaign. */
function runOf(project: Project): { id: string; directory: string; files: string[] } {
  const campaign = join(project.directory, 'reports/latest')
  const [id = ''] = readdirSync(campaign).filter(name => /^\d{6}-/.test(name))
  const directory = join(campaign, id)
  return { id, directory, files: readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort() }
}

let project: Project
const disks: string[] = []
beforeEach(() => {
  project = new Project()
  return () => {
    for (const disk of disks.splice(0)) execFileSync('umount', ['--lazy', disk])
    project[Symbol.dispose]()
  }
})

const show = (ended: Ended): Ended => {
  onTestFailed(() => console.log(ended.said))
  return ended
}

test('a body that throws: a report says so', async () => {
  const file = project.story('it throws', "await phase.steady('2s')\nthrow new Error('my own mistake')")
  const { status, said } = show(await project.call(['run', file]).ended())
  expect(status).toBe(3)
  expect(said).toContain('it throws: unknown\nmy own mistake\n')
  expect(said).toContain('it-throws.scenario.ts:4:')
  const { id, directory, files } = runOf(project)
  expect(files).toEqual(expect.arrayContaining(['logs/server-0.log', 'logs/lb-0.log', 'report.html', 'report.json']))
  expect(readFileSync(join(directory, 'report.html'), 'utf8')).toContain('the run broke off: my own mistake')
  expect(readFileSync(join(directory, '../index.html'), 'utf8')).toContain('my own mistake')
  expect(await left(id)).toEqual([])
  expect(await runIdsWithState()).toEqual([])
})

test('an engine that dies', async () => {
  await using proxy = await EngineProxy.before(engine.host)
  const file = project.story('it lasts', "await phase.steady('120s')")
  const call = project.call(['run', file], { DOCKER_HOST: proxy.host })
  await call.says('form 1 server')
  await proxy.die()
  const { status, said, seconds } = show(await call.ended())
  expect(status).toBe(3)
  expect(said).toContain('\nthe engine stopped answering during the run')
  expect(said).toContain('\nhint: start the engine again: the next start removes what is left')
  expect(seconds).toBeLessThan(15)
  const { id } = runOf(project)
  expect(await left(id)).not.toEqual([])
  await proxy.revive()
  const gc = show(await project.call(['gc'], { DOCKER_HOST: proxy.host }).ended())
  expect(gc.status).toBe(0)
  expect(await left(id)).toEqual([])
  expect(await runIdsWithState()).toEqual([])
})

test('an engine that hangs', async () => {
  await using proxy = await EngineProxy.before(engine.host)
  const file = project.story('it lasts', "await phase.steady('120s')")
  const call = project.call(['run', file], { DOCKER_HOST: proxy.host })
  await call.says('form 1 server')
  proxy.hang()
  const { status, said, seconds } = show(await call.ended())
  expect(status).toBe(3)
  expect(said).toContain('the engine stopped answering during the run: ')
  expect(seconds).toBeLessThan(60)
  const { id } = runOf(project)
  await proxy.die()
  await proxy.revive()
  await project.call(['gc'], { DOCKER_HOST: proxy.host }).ended()
  expect(await left(id)).toEqual([])
})

/** A file system of its own below the project, with so much room. */
function smallDisk(name: string, kilobytes: number): string {
  const directory = join(project.directory, name)
  mkdirSync(directory)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', directory])
  disks.push(directory)
  return directory
}

describe.skipIf(process.getuid?.() !== 0)('a disk that is full', () => {
  test('of the reports, during the run', async () => {
    smallDisk('reports', 400)
    const file = project.story('it lasts', "await phase.steady('120s')")
    const { status, said, seconds } = show(await project.call(['run', file]).ended())
    expect(status).toBe(3)
    expect(said).toMatch(/cannot write \S+\/history\/[\w-]+\.ndjson: ENOSPC: no space left on device, write/)
    expect(said).toContain('hint: free some disk space')
    expect(seconds).toBeLessThan(120)
    expect(await left(runOf(project).id)).toEqual([])
  })

  test('of the state', async () => {
    const directory = smallDisk('state', 8)
    const file = project.story('it lasts', "await phase.steady('120s')")
    writeFileSync(join(directory, 'ballast'), 'x'.repeat(8192))
    const { status, said } = show(await project.call(['run', file], { XDG_STATE_HOME: directory }).ended())
    expect(status).toBe(3)
    expect(said).toMatch(/(cannot write|the state of run) .*ENOSPC: no space left on device/)
    expect(said).toContain('hint: ')
    expect(await left(runOf(project).id)).toEqual([])
  })

  test('of temporary files', async () => {
    const directory = smallDisk('tmp', 4)
    writeFileSync(join(directory, 'ballast'), 'x'.repeat(4096))
    const file = project.story('it passes by', "await phase.steady('1s')")
    const { status, said } = show(await project.call(['run', file], { TMPDIR: directory }).ended())
    expect(status).toBe(2)
    expect(said).toContain('report.html')
    expect(await left(runOf(project).id)).toEqual([])
  })
})

test('two runs at once: one waits, and says for whom', async () => {
  const file = project.story('one after the other', "await phase.steady('3s')")
  using other = new Project()
  const calls = [project, other].map(each =>
    each.call(['run', each === other ? other.story('one after the other', "await phase.steady('3s')") : file]),
  )
  const ended = await Promise.all(calls.map(call => call.ended()))
  for (const each of ended) show(each)
  expect(
    ended.filter(({ said }) => /waiting for process \d+, which runs 'one after the other'/.test(said)),
  ).toHaveLength(1)
  expect(ended.map(({ status }) => status)).toEqual([2, 2])
})

test.each([
  ['an unknown flag', '--no-such-flag=1', 'no-such-flag'],
  ['a flag that its apiserver does not know', '--kube-apiserver-arg=bad=1', 'unknown flag: --bad'],
  ['an etcd that does not start', '--etcd-arg=heartbeat-interval=99999', 'heartbeat'],
])('a server that keeps ending, by %s: its own words', async (_what, flag, words) => {
  const file = project.plant(
    'bad',
    `import { scenario } from 'holdfast'
scenario('bad flag', { topology: { servers: 1, extraArgs: [{ nodes: 'server:0', args: ['${flag}'] }] }, limits: {} }, async () => {})`,
  )
  const { status, said, seconds } = show(await project.call(['run', file]).ended())
  expect(status).toBe(3)
  expect(said).toMatch(/\nserver:0 ends again and again, last with exit code \d+; server:0 said last: /)
  expect(said).toContain(words)
  expect(seconds).toBeLessThan(60)
  const { id, directory, files } = runOf(project)
  expect(files).toEqual(expect.arrayContaining(['logs/server-0.log', 'report.html']))
  expect(readFileSync(join(directory, 'logs/server-0.log'), 'utf8')).toContain(words)
  expect(await left(id)).toEqual([])
  expect(existsSync(join(directory, '../index.html'))).toBe(true)
})
