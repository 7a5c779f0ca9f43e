import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { enginePackages } from '../engine/private-engine.ts'
import { privateStateDirectory } from '../engine/private-paths.ts'
import { recipesDirectory } from './recipe.ts'

const root = join(recipesDirectory, '..')
const dockerfile = readFileSync(join(recipesDirectory, 'holdfast/Dockerfile'), 'utf8')
const given = (pattern: RegExp) => pattern.exec(dockerfile)![1]!

test('the image of Holdfast has what its private engine consists of', () => {
  const installed = given(/apt-get install --yes --no-install-recommends (.+) \\\n/).split(' ')
  expect(installed).toEqual(expect.arrayContaining(enginePackages))
})

test('the data of that engine is in its volume: an overlay cannot lie on a container of one', () => {
  const [volume] = JSON.parse(given(/^VOLUME (.+)$/m)) as string[]
  expect(`${privateStateDirectory}/`).toContain(`${volume}/`)
  expect(given(/XDG_CACHE_HOME=(\S+)/)).toMatch(new RegExp(`^${volume}/`))
})

test('it is made of a Node that Holdfast runs on, and of files that are there', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } }
  expect(`>=${given(/ROOT=node:(\d+)-/)}`).toBe(engines.node)
  const [, ...files] = given(/^(COPY package.json .+) \.\/$/m).split(' ')
  expect(files.filter(file => !existsSync(join(root, file)))).toEqual([])
})
