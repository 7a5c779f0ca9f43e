// @module-tag core
import { afterEach, beforeAll, expect, test } from 'vitest'
import { type ContainerSpec, createContainer, startContainer } from '../../engine/container.ts'
import type { Engine } from '../../engine/engine.ts'
import { helperLabels } from '../../engine/helpers.ts'
import { removeByLabel } from '../../engine/remove.ts'
import { usualImages } from '../../images/__fixtures__/usual-images.ts'
import { findLeaks } from './find-leaks.ts'
import { enginePlaces, processesWithin } from './places.ts'

const canary = { name: 'canary', value: 'c4f1e0d2b3a495867786950403a2b1c0' }
const labels = helperLabels()
const label = Object.entries(labels)[0]!.join('=')
// Its arguments do not hold what it prints.
const printed = canary.value.replaceAll(/./g, character => `\\x${character.charCodeAt(0).toString(16)}`)

let engine: Engine
let image: string
beforeAll(async () => {
  const usual = await usualImages()
  engine = usual.engine
  image = usual.images.client.id
})
afterEach(() => removeByLabel(engine, label))

async function leaksOf(id: string): Promise<string[]> {
  const leaks = [
    ...(await findLeaks([canary], enginePlaces(engine, label))),
    ...(await findLeaks([canary], processesWithin(engine, id))),
  ]
  return leaks.map(leak => leak.replace(/^canary in (\w+).*/, '$1'))
}

test.each<[string, Partial<ContainerSpec>, string[]]>([
  ['nothing', {}, []],
  ['a label', { labels: { ...labels, token: canary.value } }, ['inspect']],
  ['the environment', { environment: { TOKEN: canary.value } }, ['inspect', 'processes']],
  ['the command line', { command: [`sleep 1000; : ${canary.value}`] }, ['inspect', 'top', 'processes']],
  ['the log', { command: [`printf '${printed}\\n'; sleep 1000`] }, ['log']],
])('a leak into %s of a container is found', async (_place, more, expected) => {
  const id = await createContainer(engine, {
    name: `holdfast-exposure-${process.pid}`,
    image,
    labels,
    entrypoint: ['bash', '-c'],
    command: ['sleep 1000; :'],
    ...more,
  })
  await startContainer(engine, id)
  await expect.poll(() => leaksOf(id), { timeout: 4000 }).toEqual(expected)
})
