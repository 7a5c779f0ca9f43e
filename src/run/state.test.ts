import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { useTemporaryState } from './__fixtures__/temporary-state.ts'
import { makeStateDirectory, removeStrayState, runIdsWithState, stateFile } from './state.ts'

useTemporaryState()
const old = new Date(Date.now() - 3_600_000)

test('state without a record is swept, unless its run begins right now', async () => {
  const stray = await makeStateDirectory('stray')
  const run = await makeStateDirectory('run')
  await makeStateDirectory('new')
  await writeFile(stateFile('run', 'run.json'), '{}')
  for (const directory of [stray, run]) await utimes(directory, old, old)
  expect(await removeStrayState({ dryRun: true })).toEqual([stray])
  expect(await removeStrayState()).toEqual([stray])
  expect(await runIdsWithState()).toEqual(['new', 'run'])
})

test('a place that cannot be written to is named', async () => {
  const root = process.env.XDG_STATE_HOME!
  await mkdir(root, { recursive: true })
  await writeFile(`${root}/holdfast`, '')
  await expect(makeStateDirectory('run')).rejects.toThrow(
    `the state of run run cannot be kept in ${root}/holdfast/runs: ENOTDIR`.slice(0, -9),
  )
})
