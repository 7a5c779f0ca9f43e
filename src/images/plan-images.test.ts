import { afterEach, expect, test, vi } from 'vitest'
import { engineWith } from './__fixtures__/engine-with.ts'
import { planImages } from './plan-images.ts'

const { isDebianFamily } = vi.hoisted(() => ({ isDebianFamily: vi.fn(async () => false) }))
vi.mock('../engine/apt.ts', async original => ({ ...(await original<object>()), isDebianFamily }))
vi.mock('./go-program.ts', async original => ({ ...(await original<object>()), requireGo: async () => 'go' }))

afterEach(() => vi.restoreAllMocks())

test('what keeps one image from being built keeps no other', async () => {
  vi.spyOn(process, 'getuid').mockReturnValue(0)
  const { images, builds } = await planImages(engineWith([]), { roles: ['nginx', 'workload'] })
  expect(images).toMatchObject([
    { role: 'nginx', how: 'none', notBuilt: expect.stringContaining('Debian family') },
    { role: 'workload', how: 'build' },
  ])
  expect(builds).toEqual(['workload'])
})
