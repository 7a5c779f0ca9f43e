import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { ScheduledFault } from '../chaos/schedule.ts'
import { pace } from './pace.ts'

const strike = (fault: string, atMs: number, lengthMs: number): ScheduledFault => ({
  atMs,
  fault,
  selector: 'random',
  lengthMs,
})
const signal = new AbortController().signal

/** What began and was over, in order, when each strike takes so long. */
async function orderOf(scheduled: ScheduledFault[], lastsMs: Record<string, number>): Promise<string[]> {
  const order: string[] = []
  await pace(
    scheduled,
    async ({ fault }) => {
      order.push(`${fault}+`)
      await sleep(lastsMs[fault])
      order.push(`${fault}-`)
    },
    signal,
  )
  return order
}

test('what overlaps by plan does, what does not waits until the one before is over', async () => {
  const scheduled = [strike('a', 0, 60), strike('b', 20, 20), strike('c', 100, 10)]
  expect(await orderOf(scheduled, { a: 400, b: 20, c: 10 })).toEqual(['a+', 'b+', 'b-', 'a-', 'c+', 'c-'])
})

test('what follows one that waited is later by as much, and keeps its overlap', async () => {
  const scheduled = [strike('a', 0, 10), strike('b', 50, 100), strike('c', 100, 10)]
  expect(await orderOf(scheduled, { a: 300, b: 200, c: 10 })).toEqual(['a+', 'a-', 'b+', 'c+', 'c-', 'b-'])
})

test('one that fails ends it before the next', async () => {
  const begun: string[] = []
  const act = async ({ fault }: ScheduledFault) => {
    begun.push(fault)
    throw new Error(`${fault} broke`)
  }
  await expect(pace([strike('a', 0, 10), strike('b', 50, 10)], act, signal)).rejects.toThrow('a broke')
  expect(begun).toEqual(['a'])
})
