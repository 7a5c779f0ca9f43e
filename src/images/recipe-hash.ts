import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bundledNode } from './bundled-node.ts'
import type { GoProgram } from './go-program.ts'
import { type RecipeName, recipes } from './image-set.ts'
import { recipesDirectory } from './recipe.ts'

/** Where built images seem to come from: a registry that there is not. */
export const builtRegistry = 'holdfast.local'

/** The name of a built image: it changes with anything that it is made from. */
export const builtReference = async (name: RecipeName): Promise<string> =>
  `${builtRegistry}/${name}:${await recipeHash(name)}`

/** Twelve hexadecimal digits over the recipe, its files, and everything below it. */
export async function recipeHash(name: RecipeName): Promise<string> {
  const { base, arguments: given, programs = [], archives = {}, withNode, directory, check } = recipes[name]
  const parts = await Promise.all([
    JSON.stringify([name, process.arch, check?.command, archives, ...(given ? [given] : [])]),
    digestOf(join(recipesDirectory, directory), { deep: false }),
    base ? recipeHash(base) : '',
    withNode ? bundledNode().version : '',
    ...programs.map(programHash),
    ...Object.values(archives).map(({ image }) => recipeHash(image)),
  ])
  return hashOf(parts)
}

/** As {@link recipeHash}, of a program: its sources without tests, and how they are compiled. */
export const programHash = async ({ directory, package: main, tags, variables }: GoProgram): Promise<string> =>
  hashOf([
    JSON.stringify([process.arch, tags, variables, ...(main === undefined ? [] : [main])]),
    await digestOf(join(recipesDirectory, directory), { deep: true }),
  ])

async function digestOf(directory: string, { deep }: { deep: boolean }): Promise<string> {
  const entries = await readdir(directory, { recursive: deep, withFileTypes: true })
  const files = entries
    .filter(entry => entry.isFile() && !entry.name.endsWith('_test.go'))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => !file.includes('/bin/'))
    .sort()
  const parts = await Promise.all(files.map(async file => [file.slice(directory.length), await readFile(file)]))
  return hashOf(parts.flat())
}

function hashOf(parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}\n`).update(part)
  return hash.digest('hex').slice(0, 12)
}
