import { expect, test } from 'vitest'
import { parseTopology } from '../../topology/parse-topology.ts'
import { fillVolume, refusalIn, spaceIn } from './fill-volume.ts'

test('the free space of a volume', () => {
  const table = 'Filesystem 1024-blocks Used Available Capacity Mounted on\ntmpfs 393216 393212 4 100% /data\n'
  expect(spaceIn(table)).toEqual({ size: 393216, free: 4 })
})

test('a write that was taken, or failed for another reason, is no proof', () => {
  expect(refusalIn('server:1', 'head: write error: No space left on device')).toContain('No space left on device')
  expect(() => refusalIn('server:1', '')).toThrow('server:1 took a write')
  expect(() => refusalIn('server:1', 'head: permission denied')).toThrow('took a write of 64 KiB (head: permission')
})

test('a disk that is not the server’s alone is never filled', () => {
  const refusal = (input: object) => fillVolume.refusal!(parseTopology(input, 'test'))
  expect(refusal({})).toContain("write 'dataVolumeMiB: 768'")
  expect(refusal({ datastore: 'postgres', dataVolumeMiB: 768 })).toContain('no server has a datastore')
  expect(refusal({ dataVolumeMiB: 768 })).toBeUndefined()
})
