// @module-tag nightly
import { afterAll, beforeAll, expect, test } from 'vitest'
import { terminalProgress } from '../base/terminal-progress.ts'
import type { Engine } from '../engine/engine.ts'
import { requireEngine } from '../engine/require-engine.ts'
import { imagesOf } from '../images/images-of.ts'
import { localImage } from '../images/local-image.ts'
import { pullImage } from '../images/pull-image.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { playStory } from './play-story.ts'
import { mirroredName, publishLookAlikes } from './publish.ts'
import { Registry } from './registry.ts'

const progress = terminalProgress()
// Those of the story that is played.
const roles = imagesOf(parseTopology({}, 'the default topology'))

let engine: Engine
let registry: Registry
let environment: Record<string, string>

// Some hundred megabytes are packed for the registry.
beforeAll(async () => {
  engine = await requireEngine(progress)
  registry = await Registry.start()
  environment = await publishLookAlikes(engine, registry, roles, progress)
}, 1_200_000)

afterAll(async () => {
  await registry.forget(engine)
  await registry[Symbol.asyncDispose]()
})

test.each(roles)('what looks like the published %s image says nothing of ours', async role => {
  const reference = `${registry.address}/${mirroredName(role)}`
  await pullImage(engine, reference, { awaiting: () => {} })
  const { Config: config } = (await localImage(engine, reference))!
  expect(config.Labels ?? {}).toEqual({})
  expect(JSON.stringify(config)).not.toContain('holdfast')
  await engine.docker.getImage(reference).remove()
})

test('a crashed server, on images that were pulled and look like the published ones', {
  timeout: 600_000,
}, async () => {
  const { verdict, notPulled } = await playStory({ name: 'server-crash' }, environment)
  expect(verdict).toBe('pass')
  expect(notPulled).toEqual([])
})
