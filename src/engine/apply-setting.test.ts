import { beforeEach, expect, test, vi } from 'vitest'
import { applySetting } from './apply-setting.ts'
import * as container from './container.ts'
import type { Engine } from './engine.ts'
import * as execute from './execute.ts'
import * as files from './files.ts'

vi.mock('./container.ts')
vi.mock('./execute.ts')
vi.mock('./files.ts')

const engine = {} as Engine
const setting = { files: [{ path: '/a', mode: 0o644, content: 'b' }], command: ['reload'] }
const runs = (running: boolean) =>
  vi.mocked(container.inspectContainer).mockResolvedValue({ running } as container.ContainerState)

beforeEach(() => vi.resetAllMocks())

test('a program that runs is told to follow, one that does not finds the file when it starts', async () => {
  vi.mocked(execute.execute).mockResolvedValue({ exitCode: 0, stdout: '', stderr: '' })
  runs(true)
  await applySetting(engine, 'c1', setting)
  expect(execute.execute).toHaveBeenCalledExactlyOnceWith(engine, 'c1', ['reload'])
  runs(false)
  await applySetting(engine, 'c1', setting)
  expect(files.putFiles).toHaveBeenCalledTimes(2)
  expect(execute.execute).toHaveBeenCalledTimes(1)
})

test('a program that refuses is an error with its words', async () => {
  runs(true)
  vi.mocked(execute.execute).mockResolvedValue({ exitCode: 1, stdout: '', stderr: 'no such option\n' })
  await expect(applySetting(engine, 'c1', setting)).rejects.toThrow('ended with 1: no such option')
})
