// @module-tag core
import { beforeAll, expect, test, vi } from 'vitest'
import * as boot from '../base/boot-id.ts'
import { usualImages } from '../images/__fixtures__/usual-images.ts'
import type { Engine } from './engine.ts'
import { engineTraits } from './engine-traits.ts'
import { listByLabel } from './remove.ts'
import { requireFit } from './require-fit.ts'
import { initialUidMap } from './uid-map.ts'

vi.mock('../base/boot-id.ts', { spy: true })

let engine: Engine
let client: string
beforeAll(async () => {
  const usual = await usualImages()
  engine = usual.engine
  client = usual.images.client.reference
})

test('a container sees the kernel that this process runs on, by its boot', async () => {
  const { seen, here } = await engineTraits(engine, client)
  expect(seen).toMatchObject({ bootId: here.bootId, uidMap: initialUidMap })
  expect(seen!.volumeFilesystem).toMatch(/^[0-9a-f]+$/)
  await requireFit(engine, client)
  expect(await listByLabel(engine, 'dev.holdfast.helper')).toEqual([])
})

test('one whose container was booted otherwise is refused, whatever the engine says of itself', async () => {
  vi.mocked(boot.bootId).mockReturnValue('0b6ba1b0-1f0b-4f3c-9d5e-5a0d3c0a7e11')
  await requireFit(engine)
  await expect(requireFit(engine, client)).rejects.toThrow('times of two kernels cannot be compared')
})
