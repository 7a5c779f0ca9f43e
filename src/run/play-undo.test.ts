import { beforeEach, expect, test, vi } from 'vitest'
import * as setting from '../engine/apply-setting.ts'
import * as container from '../engine/container.ts'
import type { Engine } from '../engine/engine.ts'
import * as execution from '../engine/execute.ts'
import * as address from '../engine/give-address.ts'
import * as limit from '../engine/limit-container.ts'
import * as remove from '../engine/remove.ts'
import * as helper from '../engine/run-helper.ts'
import { useTemporaryState } from './__fixtures__/temporary-state.ts'
import { openJournal, pendingUndos } from './journal.ts'
import { playJournal } from './play-undo.ts'
import { makeStateDirectory } from './state.ts'

vi.mock('../engine/apply-setting.ts')
vi.mock('../engine/container.ts')
vi.mock('../engine/execute.ts')
vi.mock('../engine/give-address.ts')
vi.mock('../engine/limit-container.ts')
vi.mock('../engine/remove.ts')
vi.mock('../engine/run-helper.ts')
useTemporaryState()

const engine = {} as Engine
const state: container.ContainerState = {
  running: true,
  paused: true,
  restarting: false,
  exitCode: 0,
  restartCount: 0,
  startedAtMs: 0,
  oomKilled: false,
  pid: 1,
}

beforeEach(async () => {
  vi.resetAllMocks()
  vi.mocked(remove.listByLabel).mockResolvedValue(
    ['a', 'b'].map(id => ({ kind: 'container', id, name: id, labels: {} })),
  )
  vi.mocked(container.inspectContainer).mockResolvedValue(state)
  await makeStateDirectory('one')
})

test('pending acts are taken back, once', async () => {
  const journal = openJournal('one')
  await journal.append({ kind: 'start-container', id: 'a' })
  await journal.append({ kind: 'unpause-container', id: 'b' })
  await playJournal(engine, 'one')
  await playJournal(engine, 'one')
  expect(vi.mocked(container.startContainer).mock.calls).toEqual([[engine, 'a']])
  expect(vi.mocked(container.unpauseContainer).mock.calls).toEqual([[engine, 'b']])
  expect(await pendingUndos('one')).toEqual([])
})

test('a setting is taken back, also of what does not run', async () => {
  vi.mocked(container.inspectContainer).mockResolvedValue({ ...state, running: false })
  const right = { files: [{ path: '/a', mode: 0o644, content: 'b' }], command: ['reload'] }
  await openJournal('one').append({ kind: 'apply-setting', id: 'a', setting: right })
  await playJournal(engine, 'one')
  expect(setting.applySetting).toHaveBeenCalledExactlyOnceWith(engine, 'a', right)
})

test('what is not paused, or gone, needs nothing', async () => {
  vi.mocked(container.inspectContainer).mockResolvedValue({ ...state, paused: false })
  const journal = openJournal('one')
  await journal.append({ kind: 'unpause-container', id: 'a' })
  await journal.append({ kind: 'start-container', id: 'gone' })
  await playJournal(engine, 'one')
  expect(container.unpauseContainer).not.toHaveBeenCalled()
  expect(container.startContainer).not.toHaveBeenCalled()
  expect(await pendingUndos('one')).toEqual([])
})

test('what fails stays pending', async () => {
  vi.mocked(container.startContainer).mockRejectedValue(new Error('no'))
  await openJournal('one').append({ kind: 'start-container', id: 'a' })
  await expect(playJournal(engine, 'one')).rejects.toThrow('no')
  expect(await pendingUndos('one')).toHaveLength(1)
})

test('an address is given back to a node that has another, and only started under its own', async () => {
  const own = { network: 'n', ip: '10.0.0.1', mac: 'm' }
  const journal = openJournal('one')
  vi.mocked(address.addressOf).mockResolvedValueOnce('10.0.0.101').mockResolvedValueOnce('10.0.0.1')
  for (const id of ['a', 'b']) {
    await journal.append({ kind: 'give-address', id, address: own, graceSeconds: 15 })
    await playJournal(engine, 'one')
  }
  expect(vi.mocked(container.stopContainer).mock.calls).toEqual([[engine, 'a', 15]])
  expect(vi.mocked(address.giveAddress).mock.calls).toEqual([[engine, 'a', own]])
  expect(vi.mocked(container.startContainer).mock.calls).toEqual([
    [engine, 'a'],
    [engine, 'b'],
  ])
})

test('a limit is taken away from a node that is down too', async () => {
  vi.mocked(container.inspectContainer).mockResolvedValue({ ...state, running: false })
  await openJournal('one').append({ kind: 'limit-container', id: 'a', limits: { cpuQuotaUs: -1 } })
  await playJournal(engine, 'one')
  expect(limit.limitContainer).toHaveBeenCalledExactlyOnceWith(engine, 'a', { cpuQuotaUs: -1 })
})

test('what was done inside a node is taken back inside it, and stays pending when that fails', async () => {
  const journal = openJournal('one')
  vi.mocked(execution.execute).mockResolvedValueOnce({ exitCode: 1, stdout: '', stderr: 'no such file\n' })
  await journal.append({ kind: 'in-node', id: 'a', command: ['rm', 'x'] })
  await expect(playJournal(engine, 'one')).rejects.toThrow('could not be taken back: no such file')
  expect(await pendingUndos('one')).toHaveLength(1)
  vi.mocked(execution.execute).mockResolvedValueOnce({ exitCode: 0, stdout: '', stderr: '' })
  await playJournal(engine, 'one')
  expect(vi.mocked(execution.execute).mock.calls.at(-1)).toEqual([engine, 'a', ['rm', 'x']])
  expect(await pendingUndos('one')).toEqual([])
})

test('the helper that goes into a node’s network carries the labels of its run, and is no node', async () => {
  const labels = { 'holdfast.run': 'one', 'holdfast.boot': 'x', 'holdfast.node': 'server:0' }
  vi.mocked(remove.listByLabel).mockResolvedValue([{ kind: 'container', id: 'a', name: 'a', labels }])
  vi.mocked(helper.runHelper).mockResolvedValue({ exitCode: 0, said: [] })
  await openJournal('one').append({ kind: 'in-network', id: 'a', image: 'i', script: 's' })
  await playJournal(engine, 'one')
  const [, helped] = vi.mocked(helper.runHelper).mock.calls[0] ?? []
  expect(helped?.labels).toEqual({ 'holdfast.run': 'one', 'holdfast.boot': 'x' })
  expect(helped?.networkMode).toBe('container:a')
})
