// @module-tag core
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shell } from '../base/shell.ts'
import { usualImages } from '../images/__fixtures__/usual-images.ts'
import { createContainer, removeContainer, startContainer } from './container.ts'
import type { Engine } from './engine.ts'
import { execute } from './execute.ts'
import { kernelFeatures } from './kernel-features.ts'

const name = `holdfast-features-${process.pid}`
const labels = { 'dev.holdfast.test': name }

let engine: Engine
let tools: string
/** An image that has all of the tools but tc. */
let planted: string
beforeAll(async () => {
  const usual = await usualImages()
  engine = usual.engine
  tools = usual.images.tools.id
  const entrypoint = shell('sleep 60')
  const id = await createContainer(engine, { name, image: tools, labels, entrypoint })
  try {
    await startContainer(engine, id)
    await execute(engine, id, shell('rm $(command -v tc)'))
    planted = (await engine.docker.getContainer(id).commit({ repo: name })).Id
  } finally {
    await removeContainer(engine, id)
  }
})
afterAll(() => engine.docker.getImage(planted).remove({ force: true }))

test('an image without tc is not taken for a kernel that delays nothing', async () => {
  const all = await kernelFeatures(engine, tools)
  expect(all).toMatchObject({ privileged: true, nftables: true })
  const { shaping: _, netem: __, ...withoutTc } = all
  expect(await kernelFeatures(engine, planted)).toEqual(withoutTc)
})
