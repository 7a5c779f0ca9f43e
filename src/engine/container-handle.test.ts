import { beforeEach, expect, test, vi } from 'vitest'
import { CommandError, EngineError, messageOf, WaitTimeoutError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import * as container from './container.ts'
import { ContainerHandle } from './container-handle.ts'
import type { Engine } from './engine.ts'
import { type Execution, execute } from './execute.ts'

vi.mock('./container.ts')
vi.mock('./execute.ts')
beforeEach(() => vi.resetAllMocks())

const engine = {} as Engine
const node = () => new ContainerHandle(engine, 'server:1', () => 'c1')
const ends = (execution: Partial<Execution>) =>
  vi.mocked(execute).mockResolvedValue({ exitCode: 0, stdout: '', stderr: '', ...execution })

test('the container is the one that there is when it is used', async () => {
  let id = 'c1'
  const handle = new ContainerHandle(engine, 'server:1', () => id)
  id = 'c2'
  await handle.start()
  expect(container.startContainer).toHaveBeenCalledExactlyOnceWith(engine, 'c2')
})

test('a text is a script, a list is a program with its arguments; what it ends with is an answer', async () => {
  ends({ exitCode: 1, stderr: 'no' })
  expect(await node().exec('exit 1')).toEqual({ exitCode: 1, stdout: '', stderr: 'no' })
  await node().exec(['false', 'yes'], { input: 'x' })
  expect(vi.mocked(execute).mock.calls.map(([, id, command, options]) => [id, command, options])).toEqual([
    ['c1', ['/bin/sh', '-c', 'exit 1'], {}],
    ['c1', ['false', 'yes'], { input: 'x' }],
  ])
})

test('a command that must end well is told of with its node, itself and its last words', async () => {
  ends({ stdout: ' a token\n' })
  expect(await node().execOrThrow(['kubeadm', 'token', 'create'])).toBe('a token')
  ends({ exitCode: 2, stdout: 'usage: …', stderr: 'unknown flag\n' })
  const failed = node().execOrThrow(['kubeadm', 'init', '--x'])
  await expect(failed).rejects.toBeInstanceOf(CommandError)
  await expect(failed).rejects.toThrow("'kubeadm init --x' on server:1 ended with 2: unknown flag")
  ends({ exitCode: 2, stdout: 'only this' })
  await expect(node().execOrThrow('x', { failure: 'server:1 was not told' })).rejects.toThrow(
    'server:1 was not told: only this',
  )
  ends({ exitCode: 2 })
  await expect(node().execOrThrow('x', { failure: 'server:1 was not told' })).rejects.toThrow(
    'server:1 was not told: exit code 2',
  )
})

test('a wait ends with a node that takes no command, unless it may be down', async () => {
  vi.mocked(execute).mockRejectedValue(new EngineError('it does not run'))
  const limits = { timeoutMs: 50, intervalMs: 10 }
  const look = (mayBeDown: boolean) => waitUntil('an answer', () => node().exec('x', { mayBeDown }), limits)
  await expect(look(false)).rejects.toBeInstanceOf(EngineError)
  const late: unknown = await look(true).catch((error: unknown) => error)
  expect(late).toBeInstanceOf(WaitTimeoutError)
  expect(messageOf(late)).toContain('server:1 takes no command')
})
