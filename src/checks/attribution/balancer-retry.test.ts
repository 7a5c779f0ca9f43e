import { expect, test } from 'vitest'
import type { BalancerSession } from '../../history/history.ts'
import { retryOf } from './balancer-retry.ts'

const session = (fields: Partial<BalancerSession>): BalancerSession => ({
  seq: 0,
  type: 'session',
  fromUs: 1_000_000,
  atUs: 3_000_000,
  port: 40112,
  upstreams: ['172.28.8.12:6443'],
  connectMs: [1],
  status: '200',
  ...fields,
})

test('a connection that the first server took was not retried', () => {
  expect(retryOf(session({}))).toBeUndefined()
  expect(retryOf(session({ retries: 0 }))).toBeUndefined()
})

test('nginx names the servers that it tried, and the limit bounds what each cost', () => {
  const tried = session({ upstreams: ['172.28.8.10:6443', '172.28.8.12:6443'], connectMs: [null, 1] })
  expect(retryOf(tried, 100)).toEqual({ fromUs: 1_000_000, toUs: 1_100_000, servers: ['172.28.8.10:6443'] })
})

test('HAProxy names the last one only, whose connect time is that of all attempts', () => {
  const servers: string[] = []
  expect(retryOf(session({ retries: 1, connectMs: [104] }))).toEqual({ fromUs: 1_000_000, toUs: 1_104_000, servers })
  const inVain = session({ retries: 2, connectMs: [null], status: '502' })
  expect(retryOf(inVain)).toEqual({ fromUs: 1_000_000, toUs: 3_000_000, servers })
})
