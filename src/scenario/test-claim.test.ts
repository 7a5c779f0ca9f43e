import { expect, test } from 'vitest'
import { fakeCluster } from '../cluster/__fixtures__/fake-cluster.ts'
import type { Session } from './session.ts'
import { testClaim } from './test-claim.ts'

function sessionThatKeeps(records: unknown[], signal = new AbortController().signal): Session {
  const parts: Partial<Session> = {
    cluster: fakeCluster({ token: 'canary-token', secrets: { password: 'canary-password' } }),
    record: record => void records.push(record),
    awaiting: () => {},
    signal,
  }
  return parts as Session
}

test('a claim is true as soon as it is seen to be, and told without secrets', async () => {
  const records: unknown[] = []
  let looks = 0
  const look = async () => {
    if (++looks < 2) throw new Error('not yet')
    return 'joined with canary-token'
  }
  expect(await testClaim(sessionThatKeeps(records), 'it joins', look)).toBe(true)
  expect(records).toEqual([{ type: 'claim', claim: 'it joins', holds: true, seen: 'joined with ‹token›', must: false }])
})

test('one that is not true in time is a result, with what was last seen', async () => {
  const records: unknown[] = []
  const look = async () => {
    throw new Error('server-1 is Ready')
  }
  const options = { within: '50ms', must: true } as const
  expect(await testClaim(sessionThatKeeps(records), 'it is NotReady', look, options)).toBe(false)
  expect(records).toEqual([
    {
      type: 'claim',
      claim: 'it is NotReady',
      holds: false,
      seen: 'in 50ms it did not become so, last seen: server-1 is Ready',
      must: true,
    },
  ])
})

test('a run that ends meanwhile says nothing of the claim', async () => {
  const records: unknown[] = []
  const ended = AbortSignal.abort(new Error('interrupted'))
  await expect(testClaim(sessionThatKeeps(records, ended), 'it holds', async () => 'yes')).rejects.toThrow()
  expect(records).toEqual([])
})
