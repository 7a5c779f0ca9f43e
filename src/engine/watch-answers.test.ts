import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Engine } from './engine.ts'
import { watchAnswers } from './watch-answers.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const engineThat = (ping: () => Promise<unknown>) => ({ host: 'unix:///x', docker: { ping } }) as unknown as Engine

test('an engine that answers is asked again, and nothing is told', async () => {
  const onSilent = vi.fn()
  const ping = vi.fn(async () => 'OK')
  using _watch = watchAnswers(engineThat(ping), onSilent)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ping.mock.calls.length).toBeGreaterThan(20)
  expect(onSilent).not.toHaveBeenCalled()
})

test.each([
  ['hangs', () => new Promise(() => {}), 15_000],
  ['is gone', () => Promise.reject(new Error('connect ENOENT')), 0],
])('an engine that %s is told once', async (_what, ping, afterMs) => {
  const onSilent = vi.fn()
  using _watch = watchAnswers(engineThat(ping), onSilent)
  if (afterMs > 0) {
    await vi.advanceTimersByTimeAsync(afterMs - 1)
    expect(onSilent).not.toHaveBeenCalled()
  }
  await vi.advanceTimersByTimeAsync(60_000)
  expect(onSilent).toHaveBeenCalledOnce()
  expect(onSilent.mock.calls[0]![0].message).toBe('the engine at unix:///x does not answer')
})

test('a watch that was ended tells nothing', async () => {
  const onSilent = vi.fn()
  watchAnswers(
    engineThat(() => new Promise(() => {})),
    onSilent,
  )[Symbol.dispose]()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(onSilent).not.toHaveBeenCalled()
})
