import { expect, test, vi } from 'vitest'
import * as labels from '../../engine/container-labels.ts'
import { fakeContext } from '../__fixtures__/fake-context.ts'
import { lacksTokens, rotateToken, tokenSeen } from './rotate-token.ts'

vi.mock('../../engine/container-labels.ts')

/** A server as the contract has it: one token, and who has it may change it. */
function fakeServer(order: string[]) {
  let token = 'old'
  const passwordOf = (authorization: string) =>
    Buffer.from(authorization.split(' ')[1]!, 'base64').toString().split(':')[1]
  const ask = async (_: string, { method = 'GET', authorization = '', body = '' }) => {
    if (passwordOf(authorization) !== token) return 401
    if (method === 'PUT') token = JSON.parse(body).newToken
    order.push(method)
    return 200
  }
  return { observer: { ask }, token: 'old' } as never
}

test('the new token is taken and the old one refused, until it is healed', async () => {
  const order: string[] = []
  vi.mocked(labels.containerLabels).mockResolvedValue({})
  const { context } = fakeContext(fakeServer(order))
  vi.spyOn(context.journal, 'append').mockImplementation(async undo => {
    order.push(JSON.stringify(undo))
    return 'u1'
  })
  const { begin, proof, heal } = await rotateToken.inject(context, 'server:1')
  expect(begin.evidence).toBe('server:1 took another token for the cluster')
  expect(await proof!()).toEqual({
    proven: true,
    evidence: 'client:0 asked server:1 with the old token: 401; with the new one: 200',
  })
  await Promise.all([heal(), heal()])
  expect((await heal()).evidence).toBe('server:1 answers 200 to the token that the cluster was formed with')
  expect(order).toEqual(['{"kind":"start-container","id":"c1"}', 'PUT', 'GET', 'PUT', 'GET'])
})

test('a server that takes both tokens, or none, has not rotated', () => {
  expect(tokenSeen('server:1', [200, 200]).proven).toBe(false)
  expect(tokenSeen('server:1', [401, 401]).proven).toBe(false)
})

test('an image that lacks it is refused before anything happens', async () => {
  const { context, order } = fakeContext()
  vi.mocked(labels.containerLabels).mockResolvedValue({ 'dev.holdfast.lacks': 'crictl, token-command' })
  await expect(rotateToken.inject(context, 'server:1')).rejects.toThrow("lacks k3s' token command")
  expect(order).toEqual([])
  expect(lacksTokens({ 'dev.holdfast.lacks': 'crictl' })).toBe(false)
})
