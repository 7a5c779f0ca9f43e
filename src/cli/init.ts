import { writeFile } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { BadInputError } from '../base/errors.ts'
import { ownCommand } from '../base/own-command.ts'
import { topologyFile } from '../topology/topology-file.ts'

const schemaFile = fileURLToPath(new URL('../../schemas/topology.schema.json', import.meta.url))

/** `holdfast init` */
export const initCommand = (): Command =>
  new Command('init')
    .description('Writes a topology file with every field, what it means, and its default.')
    .argument('[file]', 'where to write it', 'topology.yaml')
    .option('--force', 'replace a file that is there')
    .addHelpText('after', '\nExample:\n  $ holdfast init five-servers.yaml')
    .action(init)

async function init(file: string, { force = false }: { force?: boolean }): Promise<void> {
  const schemaPath = relative(dirname(file), schemaFile).split(sep).join('/')
  try {
    await writeFile(file, topologyFile(schemaPath), { flag: force ? 'w' : 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new BadInputError(`${file} is there already`, { hint: '--force replaces it' })
    }
    throw new BadInputError(`${file} cannot be written`, { cause: error })
  }
  console.log(`wrote ${file}; change it, then: ${ownCommand} run --topology ${file}`)
}
