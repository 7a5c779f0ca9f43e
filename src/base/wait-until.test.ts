import { expect, test } from 'vitest'
import { ClusterError, WaitTimeoutError } from './errors.ts'
import { waitUntil } from './wait-until.ts'

test('returns what the first successful attempt returns', async () => {
  let attempts = 0
  const third = async () => {
    attempts += 1
    if (attempts < 3) throw new TypeError('not yet')
    return attempts
  }
  expect(await waitUntil('three', third, { timeoutMs: 1000, intervalMs: 1 })).toBe(3)
})

test('a time-out says what was awaited, how long, and what was last seen', async () => {
  const wait = waitUntil('the node', () => Promise.reject(new Error('it is NotReady')), {
    timeoutMs: 50,
    intervalMs: 5,
  })
  await expect(wait).rejects.toThrow('waited 50 ms for the node; last seen: it is NotReady')
  await expect(wait).rejects.toBeInstanceOf(WaitTimeoutError)
})

test('an attempt that hangs does not outlive the time-out', async () => {
  const hang = (signal: AbortSignal) =>
    new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  await expect(waitUntil('nothing', hang, { timeoutMs: 30 })).rejects.toBeInstanceOf(WaitTimeoutError)
})

test('an error of ours ends the wait: it will not get better', async () => {
  const failure = new ClusterError('server:0 ended')
  await expect(waitUntil('it', () => Promise.reject(failure), { timeoutMs: 5000 })).rejects.toBe(failure)
})

test('an aborted wait ends with the reason of its signal', async () => {
  const reason = new Error('stopped')
  const signal = AbortSignal.abort(reason)
  await expect(waitUntil('it', async () => 1, { timeoutMs: 5000, signal })).rejects.toBe(reason)
})
