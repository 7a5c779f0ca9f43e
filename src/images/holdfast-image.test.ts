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

test('of a clone it holds what the package names, and nothing else that lies there', () => {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] }
  const rules = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter(line => !line.startsWith('#'))
  expect(rules[0]).toBe('*')
  expect(rules).toEqual(expect.arrayContaining([...files, 'vitest.config.ts'].map(file => `!${file}`)))
})

test('it is told its commit as a clone tells it', () => {
  const page = readFileSync(join(root, 'docs/run-as-an-image.md'), 'utf8')
  const options = /--build-arg COMMIT=\$\(git (.+?)\)/.exec(page)![1]!.split(' ')
  const source = readFileSync(join(root, 'src/run/version.ts'), 'utf8')
  expect(source).toContain(`['${options.join("', '")}']`)
})

test('it is made of a Node that Holdfast runs on, and of files that are there', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } }
  expect(`>=${given(/ROOT=node:(\d+)-/)}`).toBe(engines.node)
  const [, ...files] = given(/^(COPY package.json .+) \.\/$/m).split(' ')
  expect(files.filter(file => !existsSync(join(root, file)))).toEqual([])
})
