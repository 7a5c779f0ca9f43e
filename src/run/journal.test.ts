import { appendFile, stat } from 'node:fs/promises'
import { expect, test, vi } from 'vitest'
import { nowUs } from '../base/clock.ts'
import { useTemporaryState } from './__fixtures__/temporary-state.ts'
import { openJournal, pendingUndos, type Undo } from './journal.ts'
import { makeStateDirectory, stateFile } from './state.ts'

useTemporaryState()
const start: Undo = { kind: 'start-container', id: 'a' }
const unpause: Undo = { kind: 'unpause-container', id: 'b' }

test('what is appended is on disk, newest first, for its owner only', async () => {
  await makeStateDirectory('one')
  const journal = openJournal('one')
  await journal.append(start)
  await journal.append(unpause)
  expect((await pendingUndos('one')).map(({ undo }) => undo)).toEqual([unpause, start])
  expect((await stat(stateFile('one', 'journal.ndjson'))).mode & 0o777).toBe(0o600)
})

test('what was taken back is no longer pending', async () => {
  await makeStateDirectory('one')
  const journal = openJournal('one')
  const id = await journal.append(start)
  await journal.append(unpause)
  await journal.done(id)
  await journal.done(id)
  expect((await pendingUndos('one')).map(({ undo }) => undo)).toEqual([unpause])
})

test('a deadline counts from the append', async () => {
  await makeStateDirectory('one')
  const before = nowUs()
  await openJournal('one').append(unpause, { deadlineMs: 5000 })
  const [pending] = await pendingUndos('one')
  expect(pending!.deadlineUs).toBeGreaterThanOrEqual(before + 5_000_000)
  expect(pending!.deadlineUs).toBeLessThanOrEqual(nowUs() + 5_000_000)
})

test('every line is told of', async () => {
  await makeStateDirectory('one')
  const onChange = vi.fn()
  const journal = openJournal('one', onChange)
  await journal.done(await journal.append(start))
  expect(onChange).toHaveBeenCalledTimes(2)
})

test('a line torn by a crash is passed over', async () => {
  await makeStateDirectory('one')
  await openJournal('one').append(start)
  await appendFile(stateFile('one', 'journal.ndjson'), '{"id":"c","undo":{"kind":"unpau')
  expect(await pendingUndos('one')).toHaveLength(1)
})

test('a run without a journal has nothing pending', async () => {
  expect(await pendingUndos('none')).toEqual([])
})

test('a script that an earlier version wrote down is run by a shell', async () => {
  await makeStateDirectory('one')
  const file = stateFile('one', 'journal.ndjson')
  await appendFile(file, '{"id":"c","undo":{"kind":"in-node","id":"a","script":"rm x"}}\n')
  const network = { kind: 'in-network', id: 'a', image: 'i', script: 's' } as const
  await openJournal('one').append(network)
  expect((await pendingUndos('one')).map(({ undo }) => undo)).toEqual([
    network,
    { kind: 'in-node', id: 'a', command: ['/bin/sh', '-c', 'rm x'] },
  ])
})
