// @module-tag nightly
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../engine/engine.ts'
import { runHelper } from '../../engine/run-helper.ts'
import { usualImages } from '../../images/__fixtures__/usual-images.ts'
import { leftOf, type OwnedRun, ownRun, reaperOf } from '../../run/__fixtures__/owned-run.ts'
import { useTemporaryState } from '../../run/__fixtures__/temporary-state.ts'
import { cleanUpRun } from '../../run/clean-up.ts'
import { collectGarbage } from '../../run/gc.ts'
import { pendingUndos } from '../../run/journal.ts'

useTemporaryState()
const program = fileURLToPath(new URL('./__fixtures__/cutting-owner.ts', import.meta.url))
const goneWithinMs = 20_000

let engine: Engine
let toolImage: string
beforeAll(async () => {
  const usual = await usualImages()
  engine = usual.engine
  toolImage = usual.images.tools.id
})

const own = (...flags: string[]) => ownRun(program, [engine.host, toolImage, ...flags])

/** The rules of faults in the network namespace of the run's container. */
async function rulesOf({ id, container }: OwnedRun): Promise<number> {
  const { said } = await runHelper(
    engine,
    {
      name: `holdfast-${id}-look-${performance.now()}`,
      image: toolImage,
      labels: { 'holdfast.run': id },
      networkMode: `container:${container}`,
      capabilities: ['NET_ADMIN', 'NET_RAW'],
      script: 'iptables-save | grep -c "^-A HOLDFAST" || true',
    },
    AbortSignal.timeout(10_000),
  )
  return Number(said[0])
}

/** The rules go first; the journal is told when the helper that took them away is gone. */
async function untilTakenBack(owned: OwnedRun): Promise<void> {
  await expect.poll(() => rulesOf(owned), { timeout: goneWithinMs }).toBe(0)
  await expect.poll(() => pendingUndos(owned.id), { timeout: goneWithinMs }).toEqual([])
}

test('nothing is left of a cut whose owner was killed', { timeout: 60_000 }, async () => {
  const owned = await own()
  expect(await rulesOf(owned)).toBeGreaterThan(0)
  owned.process.kill('SIGKILL')
  await expect.poll(() => leftOf(engine, owned), { timeout: goneWithinMs }).toEqual([])
})

test('a cut in a run that is kept is taken back when its owner is killed', { timeout: 60_000 }, async () => {
  const owned = await own('keep')
  expect(await rulesOf(owned)).toBeGreaterThan(0)
  owned.process.kill('SIGKILL')
  await untilTakenBack(owned)
  await cleanUpRun(engine, owned.id)
})

test('when the reaper was killed with its owner, the next collection removes all of it', {
  timeout: 60_000,
}, async () => {
  const owned = await own()
  process.kill(await reaperOf(owned), 'SIGKILL')
  owned.process.kill('SIGKILL')
  await once(owned.process, 'exit')
  await sleep(1000)
  expect(await rulesOf(owned)).toBeGreaterThan(0)
  expect((await collectGarbage(engine)).removed.map(({ id }) => id)).toContain(owned.id)
  expect(await leftOf(engine, owned)).toEqual([])
})

test('a cut is taken back at its deadline while its owner hangs', { timeout: 60_000 }, async () => {
  const owned = await own('soon')
  owned.process.kill('SIGSTOP')
  await untilTakenBack(owned)
  expect((await collectGarbage(engine)).left.find(({ id }) => id === owned.id)?.fate).toBe('alive')
  owned.process.kill('SIGKILL')
  await expect.poll(() => leftOf(engine, owned), { timeout: goneWithinMs }).toEqual([])
})
