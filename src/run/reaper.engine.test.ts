// @module-tag core
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { createContainer, inspectContainer } from '../engine/container.ts'
import type { Engine } from '../engine/engine.ts'
import { helperLabels } from '../engine/helpers.ts'
import { usualImages } from '../images/__fixtures__/usual-images.ts'
import { leftOf, type OwnedRun, ownRun, reaperOf } from './__fixtures__/owned-run.ts'
import { useTemporaryState } from './__fixtures__/temporary-state.ts'
import { cleanUpRun } from './clean-up.ts'
import { collectGarbage } from './gc.ts'
import { stateDirectory } from './state.ts'

useTemporaryState()
const ownerProgram = fileURLToPath(new URL('./__fixtures__/owner.ts', import.meta.url))
const superviseProgram = fileURLToPath(new URL('../cli/__fixtures__/supervise.ts', import.meta.url))
/** What a user is promised. */
const goneWithinMs = 20_000

let engine: Engine
/** Of a container that runs until it is ended. */
let image: string
beforeAll(async () => {
  const usual = await usualImages()
  engine = usual.engine
  image = usual.images.workload.id
})

const own = (flags: string[] = [], through: string[] = []) =>
  ownRun(ownerProgram, [engine.host, image, ...flags], through)
const left = (owned: OwnedRun) => leftOf(engine, owned)
const all = ['container', 'network', 'volume']

test('nothing is left of a run whose owner was killed', { timeout: 40_000 }, async () => {
  const owned = await own()
  expect(await left(owned)).toEqual(all)
  owned.process.kill('SIGKILL')
  await expect.poll(() => left(owned), { timeout: goneWithinMs }).toEqual([])
  await expect.poll(() => existsSync(stateDirectory(owned.id)), { timeout: 5000 }).toBe(false)
})

test('when its reaper was killed too, the next start removes it', { timeout: 40_000 }, async () => {
  const owned = await own()
  process.kill(await reaperOf(owned), 'SIGKILL')
  owned.process.kill('SIGKILL')
  await once(owned.process, 'exit')
  await sleep(1000)
  expect(await left(owned)).toEqual(all)
  expect((await collectGarbage(engine, { dryRun: true })).removed.map(({ id }) => id)).toContain(owned.id)
  expect((await collectGarbage(engine)).removed.map(({ id }) => id)).toContain(owned.id)
  expect(await left(owned)).toEqual([])
  expect(existsSync(stateDirectory(owned.id))).toBe(false)
})

test('a fault is taken back at its deadline while its owner hangs', { timeout: 40_000 }, async () => {
  const owned = await own(['pause'])
  owned.process.kill('SIGSTOP')
  expect((await inspectContainer(engine, owned.container)).paused).toBe(true)
  await expect
    .poll(async () => (await inspectContainer(engine, owned.container)).paused, { timeout: 10_000 })
    .toBe(false)
  expect((await collectGarbage(engine)).left.find(({ id }) => id === owned.id)?.fate).toBe('alive')
  owned.process.kill('SIGKILL')
  await expect.poll(() => left(owned), { timeout: goneWithinMs }).toEqual([])
})

test('a kept run is healed and left', { timeout: 40_000 }, async () => {
  const owned = await own(['keep', 'pause'])
  owned.process.kill('SIGKILL')
  await expect
    .poll(async () => (await inspectContainer(engine, owned.container)).paused, { timeout: 10_000 })
    .toBe(false)
  await sleep(1000)
  const garbage = await collectGarbage(engine)
  expect(garbage.left.find(({ id }) => id === owned.id)?.fate).toBe('kept')
  expect(await left(owned)).toEqual(all)
  await cleanUpRun(engine, owned.id)
  expect(await left(owned)).toEqual([])
})

test('several may clean up at once', { timeout: 40_000 }, async () => {
  const owned = await own()
  owned.process.kill('SIGKILL')
  await Promise.all([cleanUpRun(engine, owned.id), cleanUpRun(engine, owned.id)])
  expect(await left(owned)).toEqual([])
})

test('Ctrl-C on the supervisor leaves nothing by the time it exits', { timeout: 40_000 }, async () => {
  const owned = await own([], [superviseProgram, '2000', process.execPath])
  owned.process.kill('SIGINT')
  const [code] = await once(owned.process, 'exit')
  expect(code).toBe(130)
  expect(await left(owned)).toEqual([])
})

test('the death of the supervisor ends its child, and the run', { timeout: 40_000 }, async () => {
  const owned = await own([], [superviseProgram, '2000', process.execPath])
  owned.process.kill('SIGKILL')
  await expect.poll(() => left(owned), { timeout: goneWithinMs }).toEqual([])
})

test('a helper of a killed process is swept, one of a living process stays', { timeout: 40_000 }, async () => {
  const plant = (name: string, labels: Record<string, string>) => createContainer(engine, { name, image, labels })
  const dead = Object.fromEntries(
    Object.entries(helperLabels()).map(([key, owner]) => [
      key,
      JSON.stringify({ ...JSON.parse(owner), pid: 4_194_305 }),
    ]),
  )
  const names = [`holdfast-dead-${process.pid}`, `holdfast-alive-${process.pid}`] as const
  await plant(names[0], dead)
  const alive = await plant(names[1], helperLabels())
  onTestFinished(() => engine.docker.getContainer(alive).remove())
  expect((await collectGarbage(engine, { dryRun: true })).strays).toContain(names[0])
  const { strays } = await collectGarbage(engine)
  expect(strays).toContain(names[0])
  expect(strays).not.toContain(names[1])
  await expect(inspectContainer(engine, names[0])).rejects.toMatchObject({ cause: { statusCode: 404 } })
})
