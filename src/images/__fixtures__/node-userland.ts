import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { recipesDirectory } from '../recipe.ts'

interface NodeProgram {
  /** `/bin`, or `/bin/aux` at the end of PATH. */
  directory: string
  name: string
  /** Where the node image has it from; undefined for one that only real k3s has. */
  source: string | undefined
}

/** What `images/node/userland` says of the programs on PATH of k3s' image. */
export function nodeUserland(): NodeProgram[] {
  const list = readFileSync(join(recipesDirectory, 'node/userland'), 'utf8')
  const rows = list.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return rows.flatMap(row => {
    const [directory, source, ...names] = row.split(' ')
    return names.map(name => ({ directory: directory!, name, source: source === '-' ? undefined : source }))
  })
}
