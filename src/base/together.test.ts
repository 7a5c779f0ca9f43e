import { once } from 'node:events'
import { expect, test } from 'vitest'
import { together } from './together.ts'

const forever = (signal: AbortSignal) => once(signal, 'abort').then(() => signal.throwIfAborted())

test('the first failure ends the others before it is thrown', async () => {
  const ended: string[] = []
  const failing = async () => {
    throw new Error('first')
  }
  const waiting = (signal: AbortSignal) => forever(signal).finally(() => ended.push('waiting'))
  await expect(together(new AbortController().signal, [waiting, failing])).rejects.toThrow('first')
  expect(ended).toEqual(['waiting'])
})

test("the caller's signal ends all of them, with its own reason", async () => {
  const controller = new AbortController()
  const both = together(controller.signal, [forever, forever])
  controller.abort(new Error('enough'))
  await expect(both).rejects.toThrow('enough')
})

test('without a failure it ends when the last task does', async () => {
  const ended: number[] = []
  await together(
    new AbortController().signal,
    [1, 2].map(number => async () => void ended.push(number)),
  )
  expect(ended).toEqual([1, 2])
})
