import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withLock } from '../engine/lock.ts'
import { queueVariable, takeTurn } from './queue.ts'

vi.mock('../engine/lock.ts', async load => {
  const real = await load<typeof import('../engine/lock.ts')>()
  // Of its own: a run may be at work on this machine.
  return { withLock: vi.fn((name, options, work) => real.withLock(`${name} of test ${process.pid}`, options, work)) }
})
beforeEach(() => void vi.stubEnv(queueVariable, undefined))
afterEach(() => void vi.unstubAllEnvs())

function run(title: string, work: () => Promise<void>) {
  const notes: string[] = []
  const progress = { note: (line: string) => void notes.push(line), stage: vi.fn() }
  const inTurn = async () => {
    using _turn = await takeTurn({ title, progress, signal: new AbortController().signal })
    await work()
  }
  return { notes, done: inTurn() }
}

test('the second run waits for the first, and says for whom', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const order: string[] = []
  const first = run('one', () => promise.then(() => void order.push('one')))
  await vi.waitFor(() => expect(withLock).toHaveBeenCalled())
  const second = run('two', async () => void order.push('two'))
  await vi.waitFor(() =>
    expect(second.notes).toEqual([
      `waiting for process ${process.pid}, which runs 'one': one run at a time ('--no-queue' does not wait)`,
    ]),
  )
  resolve()
  await Promise.all([first.done, second.done])
  expect(order).toEqual(['one', 'two'])
  expect(first.notes).toEqual([])
})

test('whoever does not queue runs at once', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const first = run('one', () => promise)
  vi.stubEnv(queueVariable, 'off')
  await run('two', async () => {}).done
  resolve()
  await first.done
})
