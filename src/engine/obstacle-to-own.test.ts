import * as files from 'node:fs/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { obstacleToOwn } from './obstacle-to-own.ts'

vi.mock('node:fs/promises', { spy: true })

const capable = 'CapBnd:\t000001ffffffffff\n'
const ext4 = 0xef53
const overlay = 0x794c7630

/** What the kernel and the disk of a machine of root's say. */
function machine({ uidMap = '         0          0 4294967295\n', status = capable, filesystem = ext4 } = {}): void {
  const told: Record<string, string> = { '/proc/self/uid_map': uidMap, '/proc/self/status': status }
  vi.mocked(files.readFile).mockImplementation(async path => told[String(path)] ?? 'ID=debian\n')
  vi.mocked(files.statfs).mockResolvedValue({ type: filesystem } as never)
}

beforeEach(() => {
  vi.stubEnv('HOLDFAST_ENGINE', '')
  vi.spyOn(process, 'getuid').mockReturnValue(0)
  vi.spyOn(process, 'platform', 'get').mockReturnValue('linux')
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test("root's Debian has no obstacle", async () => {
  machine()
  expect(await obstacleToOwn()).toBeUndefined()
})

test.each([
  ['a container of a user', { uidMap: '         0     100000      65536\n' }, 'of a user namespace'],
  // Docker's own choice for a container that is not privileged.
  ['a container that is not privileged', { status: 'CapBnd:\t00000000a80425fb\n' }, 'docker run --privileged'],
  ['a container without a volume', { filesystem: overlay }, 'mount a volume there'],
])('%s cannot have an engine of its own, and is told why', async (_name, facts, words) => {
  machine(facts)
  expect(await obstacleToOwn()).toContain(words)
})

test.each([
  ['another system', () => vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin'), 'that needs Linux'],
  ['another user', () => vi.spyOn(process, 'getuid').mockReturnValue(1000), 'that needs root'],
])('%s neither', async (_name, plant, words) => {
  machine()
  plant()
  expect(await obstacleToOwn()).toBe(words)
})
