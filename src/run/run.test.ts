import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { thisOwner } from '../base/owner.ts'
import { processStatus } from '../base/process-status.ts'
import type { Engine } from '../engine/engine.ts'
import { removeByLabel } from '../engine/remove.ts'
import { useTemporaryState } from './__fixtures__/temporary-state.ts'
import { beginRun } from './run.ts'
import { readRunRecord } from './run-record.ts'
import { supervisedEnvironment, supervisedRuns } from './supervision.ts'

vi.mock('../engine/remove.ts')
// Every test starts processes, perhaps beside much else.
vi.setConfig({ testTimeout: 20_000 })
useTemporaryState()
afterEach(() => vi.resetAllMocks())
const engine = { host: 'unix:///nowhere', docker: { ping: async () => 'OK' } } as unknown as Engine

test('the record is there before the run is, and goes with it', async () => {
  const run = await beginRun(engine, { title: 'a trial' })
  expect(await readRunRecord(run.id)).toMatchObject({ title: 'a trial', owner: thisOwner(), kept: false })
  expect((await stat(run.directory)).mode & 0o777).toBe(0o700)
  await run.end()
  await run.end()
  expect(vi.mocked(removeByLabel).mock.calls).toEqual([[engine, `holdfast.run=${run.id}`]])
  expect(existsSync(run.directory)).toBe(false)
})

test('a kept run outlives its end', async () => {
  const run = await beginRun(engine, { title: 'up', kept: true })
  expect(run.labels['holdfast.kept']).toBe('true')
  expect((await readRunRecord(run.id))?.kept).toBe(false)
  await run.keep()
  await run.end()
  expect(removeByLabel).not.toHaveBeenCalled()
  expect((await readRunRecord(run.id))?.kept).toBe(true)
})

test('the supervisor finds the run', async () => {
  vi.stubEnv('HOLDFAST_SUPERVISOR', supervisedEnvironment().HOLDFAST_SUPERVISOR!)
  const run = await beginRun(engine, { title: 'supervised' })
  expect((await supervisedRuns()).map(({ id }) => id)).toEqual([run.id])
  await run.end()
  expect(await supervisedRuns()).toEqual([])
})

test('without its supervisor nothing begins', async () => {
  vi.stubEnv('HOLDFAST_SUPERVISOR', `${process.pid}:${Number(processStatus(process.pid)!.start) - 1}`)
  await expect(beginRun(engine, { title: 'orphan' })).rejects.toThrow('was killed')
})
