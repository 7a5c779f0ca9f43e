import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { withLock } from './lock.ts'

const unique = () => `test ${process.pid} ${Math.random()}`
const silent = { purpose: 'tests', onWait: () => {} }

test('a second holder waits, and hears for whom', async () => {
  const name = unique()
  const order: string[] = []
  const heard: string[] = []
  const first = withLock(name, { ...silent, purpose: 'builds image node' }, async () => {
    order.push('first begins')
    await new Promise(resolve => setTimeout(resolve, 100))
    order.push('first ends')
  })
  await withLock(name, { purpose: 'tests', onWait: holder => heard.push(holder) }, async () => {
    order.push('second begins')
  })
  await first
  expect(order).toEqual(['first begins', 'first ends', 'second begins'])
  expect(heard).toEqual([`process ${process.pid}, which builds image node`])
})

test('of many who wait, one at a time holds it', async () => {
  const name = unique()
  let holders = 0
  let most = 0
  const work = () =>
    withLock(name, silent, async () => {
      most = Math.max(most, ++holders)
      await new Promise(resolve => setTimeout(resolve, 5))
      holders--
    })
  await Promise.all(Array.from({ length: 8 }, work))
  expect(most).toBe(1)
})

test('the lock of a killed process is free', async () => {
  const name = unique()
  const program = `
    import { withLock } from ${JSON.stringify(import.meta.resolve('./lock.ts'))}
    await withLock(${JSON.stringify(name)}, { purpose: 'hangs', onWait() {} }, () => {
      console.log('held')
      return new Promise(() => setInterval(() => {}, 1000))
    })`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program])
  await once(child.stdout, 'data')
  const heard: string[] = []
  const taken = withLock(name, { purpose: 'tests', onWait: holder => heard.push(holder) }, async () => 'taken')
  setTimeout(() => child.kill('SIGKILL'), 100)
  await expect(taken).resolves.toBe('taken')
  expect(heard).toEqual([`process ${child.pid}, which hangs`])
})

test('work that fails releases it, and an abort ends the wait', async () => {
  const name = unique()
  await expect(withLock(name, silent, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await withLock(name, silent, async () => {
    const second = withLock(name, { ...silent, signal: AbortSignal.timeout(50) }, async () => {})
    await expect(second).rejects.toThrow(/timeout/)
  })
})
