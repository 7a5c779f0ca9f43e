import { expect, test } from 'vitest'
import { GoneError, messageOf } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import { type Answer, answeringKube } from './__fixtures__/answering-kube.ts'
import { expectDeployment } from './add-ons/expect-deployment.ts'
import { readCreated } from './read-created.ts'
import { unlessAbsent } from './unless-absent.ts'

const read = async (answer: Answer, name = 'server-0') => {
  const { core } = await answeringKube(() => answer)
  return readCreated('Node', name, core.readNode({ name: 'server-0' }))
}

test('what is there is read', async () => {
  expect(await read({ metadata: { name: 'server-0' } })).toMatchObject({ metadata: { name: 'server-0' } })
})

test('what is there no more is told as that, without the raw answer', async () => {
  const gone = read('absent')
  await expect(gone).rejects.toBeInstanceOf(GoneError)
  expect(await gone.catch(messageOf)).toBe('Node server-0 no longer exists')
})

test.each<[string, Answer, string]>([
  ['a server that is starting', 'no such path', 'server-0'],
  ['a word on another object', 'absent', 'server-1'],
  ['a connection that broke', 'cut off', 'server-0'],
])('%s says nothing about it', async (_what, answer, name) => {
  const failed = read(answer, name)
  await expect(failed).rejects.toThrow()
  await expect(failed).rejects.not.toBeInstanceOf(GoneError)
})

test('a wait for it ends at once', async () => {
  const kube = await answeringKube(() => 'absent')
  const wait = waitUntil('CoreDNS to be ready', () => expectDeployment(kube, 'coredns'), { timeoutMs: 60_000 })
  await expect(wait).rejects.toThrow(/^Deployment coredns no longer exists$/)
})

test('a deletion whose answer was lost is found done', async () => {
  const answers: Answer[] = ['cut off', 'absent']
  const { core } = await answeringKube(() => answers.shift()!)
  const remove = () => unlessAbsent('server-0', core.deleteNode({ name: 'server-0' }))
  await waitUntil('Node server-0 to be deleted', remove, { timeoutMs: 60_000, intervalMs: 1 })
  expect(answers).toEqual([])
})
