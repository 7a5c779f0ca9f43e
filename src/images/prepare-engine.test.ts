import { afterEach, expect, test, vi } from 'vitest'
import type { Progress } from '../base/progress.ts'
import { prepareEngine } from './prepare-engine.ts'

const { ensureImages, requireFit } = vi.hoisted(() => ({
  ensureImages: vi.fn(async (_engine: unknown, _choice: { roles?: readonly string[] }) => ({
    client: { reference: 'client:1' },
  })),
  requireFit: vi.fn(async () => {}),
}))
vi.mock('../engine/require-engine.ts', () => ({ requireEngine: async () => ({}) }))
vi.mock('../engine/require-fit.ts', () => ({ requireFit }))
vi.mock('./ensure-images.ts', () => ({ ensureImages }))

const quiet: Progress = { stage: (_title, work) => work(() => {}), note: () => {} }
const asked = () => ensureImages.mock.calls.map(([, { roles }]) => roles)

afterEach(() => vi.clearAllMocks())

test('an engine that proves unfit costs no image but the one that shows it', async () => {
  requireFit.mockRejectedValueOnce(new Error('another kernel'))
  await expect(prepareEngine({}, quiet)).rejects.toThrow('another kernel')
  expect(asked()).toEqual([['client']])
})

test('a fit one gets all; where no client is asked for, nothing shows it', async () => {
  await prepareEngine({ roles: ['node', 'client'] }, quiet)
  expect(asked()).toEqual([['client'], ['node', 'client']])
  expect(requireFit).toHaveBeenCalledTimes(1)
  await prepareEngine({ roles: ['nginx'] }, quiet)
  expect(asked()[2]).toEqual(['nginx'])
  expect(requireFit).toHaveBeenCalledTimes(1)
})
