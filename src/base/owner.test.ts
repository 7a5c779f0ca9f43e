import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { isAlive, thisOwner } from './owner.ts'
import { processStatus } from './process-status.ts'

test('this process is alive', () => {
  expect(isAlive(thisOwner())).toBe(true)
})

test('a killed process is dead', async () => {
  const child = spawn('sleep', ['60'])
  await once(child, 'spawn')
  const owner = { ...thisOwner(), pid: child.pid!, pidStart: processStatus(child.pid!)!.start }
  expect(isAlive(owner)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(isAlive(owner)).toBe(false)
})

test.runIf(process.platform === 'linux')('a zombie is dead, though its id is still taken', async () => {
  // The shell becomes a program that never asks what became of the shell's child.
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'])
  const [pid] = await once(createInterface({ input: parent.stdout }), 'line')
  await expect.poll(() => processStatus(Number(pid)), { timeout: 4000 }).toBeUndefined()
  expect(() => process.kill(Number(pid), 0)).not.toThrow()
  parent.kill('SIGKILL')
})

test.each([{ host: 'another' }, { boot: 'an earlier one' }, { pidStart: '1' }, { pid: Number.NaN }])(
  '%o is somebody else',
  difference => {
    expect(isAlive({ ...thisOwner(), ...difference })).toBe(false)
  },
)
