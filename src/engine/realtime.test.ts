import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hasRealtimeToShare } from './realtime.ts'

test('a share is asked only where the kernel shares real time out and there is some', () => {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-realtime-'))
  const file = join(directory, 'cpu.rt_runtime_us')
  expect(hasRealtimeToShare(file)).toBe(false)
  writeFileSync(file, '950000\n')
  expect(hasRealtimeToShare(file)).toBe(true)
  // Of a container.
  writeFileSync(file, '0\n')
  expect(hasRealtimeToShare(file)).toBe(false)
  rmSync(directory, { recursive: true })
})
