import { addAbortSignal, PassThrough } from 'node:stream'
import Dockerode from 'dockerode'
import { afterEach, expect, test, vi } from 'vitest'
import type { Engine } from '../engine/engine.ts'
import { pullImage } from './pull-image.ts'

/** An engine whose pull tells what it is told to tell. */
function engineThatSays(...messages: object[]): { engine: Engine; say: (message: object) => void } {
  const stream = new PassThrough()
  const say = (message: object) => void stream.write(`${JSON.stringify(message)}\n`)
  messages.forEach(say)
  const pull = async (_reference: string, { abortSignal }: { abortSignal: AbortSignal }) =>
    addAbortSignal(abortSignal, stream)
  return { engine: { docker: { pull, modem: new Dockerode().modem } } as unknown as Engine, say }
}

afterEach(() => void vi.useRealTimers())

test('a refusal in the middle of a pull is told in its own words', async () => {
  const { engine } = engineThatSays({ status: 'Pulling' }, { error: 'unknown blob' })
  await expect(pullImage(engine, 'mine/k3s:1', { awaiting: () => {} })).rejects.toMatchObject({
    message: 'cannot pull mine/k3s:1',
    cause: { message: 'unknown blob' },
  })
})

test('a pull tells how far it is, and ends when nothing comes any more', async () => {
  vi.useFakeTimers()
  const told: string[] = []
  const layer = (id: string, current: number) => ({
    id,
    status: 'Downloading',
    progressDetail: { current, total: 20e6 },
  })
  const { engine, say } = engineThatSays(layer('a', 5e6), layer('b', 1e6))
  const pull = pullImage(engine, 'mine/k3s:1', { awaiting: what => told.push(what) })
  const stopped = vi.fn()
  pull.catch(stopped)
  const ended = expect(pull).rejects.toMatchObject({ cause: { message: 'nothing came for 60 s' } })
  await vi.waitUntil(() => told.length === 2)
  await vi.advanceTimersByTimeAsync(59_000)
  say(layer('a', 20e6))
  await vi.advanceTimersByTimeAsync(59_000)
  expect(told).toEqual(['5 of 20 MB', '6 of 40 MB', '21 of 40 MB'])
  expect(stopped).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1_000)
  await ended
})

test('a pull that is no longer wanted ends with the reason', async () => {
  const controller = new AbortController()
  const pull = pullImage(engineThatSays().engine, 'mine/k3s:1', { awaiting: () => {}, signal: controller.signal })
  controller.abort(new Error('stopped by SIGINT'))
  await expect(pull).rejects.toThrow('stopped by SIGINT')
})
