import { expect, test, vi } from 'vitest'
import { k3sDriver } from '../../cluster/distributions/k3s/k3s-driver.ts'
import * as labels from '../../engine/container-labels.ts'
import * as execution from '../../engine/execute.ts'
import * as files from '../../engine/files.ts'
import { fakeContext } from '../__fixtures__/fake-context.ts'
import { lacksPart, rotateToken, tokenSeen } from './rotate-token.ts'

vi.mock('../../engine/container-labels.ts')
vi.mock('../../engine/execute.ts')
vi.mock('../../engine/files.ts')

/** A server as k3s has it: it knows the token that it was started with, and keeps the one that it was told. */
function fakeServer(order: string[], { isDeaf = false } = {}) {
  let kept = 'old'
  const ask = async (_: string, { method = 'GET', authorization = '', body = '' }) => {
    const [, password] = Buffer.from(authorization.split(' ')[1]!, 'base64').toString().split(':')
    if (password !== 'old') return 401
    if (method === 'PUT' && !isDeaf) kept = JSON.parse(body).newToken
    order.push(method)
    return 200
  }
  vi.mocked(labels.containerLabels).mockResolvedValue({})
  vi.mocked(execution.execute).mockImplementation(async (_engine, _id, command) => {
    expect(command).toEqual(k3sDriver.tokenRotation!.restore)
    kept = 'old'
    order.push('restores')
    return { exitCode: 0, stdout: '', stderr: '' }
  })
  vi.mocked(files.readFile).mockImplementation(async () => Buffer.from(`K10${'0'.repeat(64)}::server:${kept}\n`))
  return { observer: { ask }, token: 'old', driver: k3sDriver } as never
}

test('another token lies on the server until it is healed; what runs goes on with the old one', async () => {
  const order: string[] = []
  const { context } = fakeContext(fakeServer(order))
  vi.spyOn(context.journal, 'append').mockImplementation(async undo => {
    order.push(JSON.stringify(undo))
    return 'u1'
  })
  const { begin, proof, heal } = await rotateToken.inject(context, 'server:1')
  expect(begin.evidence).toBe('server:1 took another token for the cluster')
  expect(await proof!()).toEqual({
    proven: true,
    evidence: 'server:1 keeps the new token, and answers 200 to the old one while it runs',
  })
  await Promise.all([heal(), heal()])
  expect((await heal()).evidence).toBe('server:1 keeps the token that the cluster was formed with')
  const undo = JSON.stringify({ kind: 'in-node', id: 'c1', command: k3sDriver.tokenRotation!.restore })
  expect(order).toEqual([undo, 'PUT', 'GET', 'restores'])
})

test('a server that says yes and keeps its token has not rotated', async () => {
  const { context } = fakeContext(fakeServer([], { isDeaf: true }))
  const { proof } = await rotateToken.inject(context, 'server:1')
  expect(await proof!()).toEqual({
    proven: false,
    evidence: 'server:1 keeps the old token, and answers 200 to the old one while it runs',
  })
  const stranger = tokenSeen('server:1', { old: 'a', next: 'b' }, 'c', 401)
  expect(stranger).toEqual({
    proven: false,
    evidence: 'server:1 keeps a token that nobody gave it, and answers 401 to the old one while it runs',
  })
})

test('a server that does not take its token back is told as such', async () => {
  const { context, order } = fakeContext(fakeServer([]))
  const { heal } = await rotateToken.inject(context, 'server:1')
  vi.mocked(execution.execute).mockResolvedValue({ exitCode: 1, stdout: '', stderr: '401\n' })
  await expect(heal()).rejects.toThrow('server:1 did not take its token back: 401')
  expect(order).not.toContain('done u1')
})

test('a server that says that it took its token back, and did not, is not healed', async () => {
  const { context, order } = fakeContext(fakeServer([]))
  const { heal } = await rotateToken.inject(context, 'server:1')
  vi.mocked(execution.execute).mockResolvedValue({ exitCode: 0, stdout: '', stderr: '' })
  await expect(heal()).rejects.toThrow("server:1 keeps another token than the cluster's")
  expect(order).not.toContain('done u1')
})

test('an image that lacks it is refused before anything happens', async () => {
  const { context, order } = fakeContext()
  vi.mocked(labels.containerLabels).mockResolvedValue({ 'dev.holdfast.lacks': 'crictl, token-command' })
  await expect(rotateToken.inject(context, 'server:1')).rejects.toThrow("lacks k3s' token command")
  expect(order).toEqual([])
  expect(lacksPart({ 'dev.holdfast.lacks': 'crictl' }, 'token-command')).toBe(false)
})
