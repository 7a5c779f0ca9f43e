import { expect, test } from 'vitest'
import type { Kube } from '../kube/kube-client.ts'
import { expectJoinable } from './conditions.ts'

const kubeThatAnswers = (status: number, body = '', asked: unknown[] = []): Kube =>
  ({
    get: async (...question: unknown[]) => {
      asked.push(question)
      return { status, body }
    },
  }) as never
const question = { what: 'it', stage: 'joinable', path: '/open' } as const

test('a server can be joined once it answers, and not before', async () => {
  await expect(expectJoinable(kubeThatAnswers(503, 'not yet'), question)).rejects.toThrow('/open answers 503 not yet')
  await expectJoinable(kubeThatAnswers(200), question)
})

test('an answer of 200 may lack what is asked for', async () => {
  const signed = {
    ...question,
    expect(body: string) {
      if (body !== 'signed') throw new Error('not signed')
    },
  }
  await expect(expectJoinable(kubeThatAnswers(200, 'bare'), signed)).rejects.toThrow('not signed')
  await expectJoinable(kubeThatAnswers(200, 'signed'), signed)
})

test('it is asked as nobody in particular, or with what the distribution shows, never as the administrator', async () => {
  const asked: unknown[] = []
  const kube = kubeThatAnswers(200, '', asked)
  await expectJoinable(kube, question)
  await expectJoinable(kube, { ...question, authorization: 'Basic x' })
  expect(asked).toEqual([
    ['/open', {}],
    ['/open', { authorization: 'Basic x' }],
  ])
})
