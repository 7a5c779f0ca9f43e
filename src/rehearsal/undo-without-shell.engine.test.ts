// @module-tag nightly
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { terminalProgress } from '../base/terminal-progress.ts'
import { etcdctl } from '../cluster/datastores/external-etcd.ts'
import { execute } from '../engine/execute.ts'
import { requireEngine } from '../engine/require-engine.ts'
import { imagesOf } from '../images/images-of.ts'
import { ownRun } from '../run/__fixtures__/owned-run.ts'
import { useTemporaryState } from '../run/__fixtures__/temporary-state.ts'
import { cleanUpRun } from '../run/clean-up.ts'
import { pendingUndos } from '../run/journal.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { publishLookAlikes } from './publish.ts'
import { Registry } from './registry.ts'

useTemporaryState()
const program = fileURLToPath(new URL('./__fixtures__/alarming-owner.ts', import.meta.url))
const roles = imagesOf(
  parseTopology({ servers: 1, datastore: 'external-etcd', loadBalancer: { kind: 'none' } }, 'test'),
)
const takenBackWithinMs = 20_000

test('the alarm of an etcd whose image has no shell is taken back when its owner is killed', {
  timeout: 1_200_000,
}, async () => {
  const progress = terminalProgress()
  const engine = await requireEngine(progress)
  await using registry = await Registry.start()
  const environment = await publishLookAlikes(engine, registry, roles, progress)
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const owned = await ownRun(program, [])
  onTestFinished(async () => {
    owned.process.kill('SIGKILL')
    await cleanUpRun(engine, owned.id)
    await registry.forget(engine)
  })
  const alarms = async () => (await execute(engine, owned.container, etcdctl('127.0.0.1', 'alarm', 'list'))).stdout
  await expect(execute(engine, owned.container, ['/bin/sh', '-c', 'true'])).rejects.toThrow()
  expect(await alarms()).toContain('NOSPACE')
  expect(await pendingUndos(owned.id)).toHaveLength(1)

  owned.process.kill('SIGKILL')

  await expect.poll(() => pendingUndos(owned.id), { timeout: takenBackWithinMs }).toEqual([])
  expect(await alarms()).toBe('')
})
