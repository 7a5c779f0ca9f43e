import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { BadInputError } from '../base/errors.ts'
import { type ListedScenario, listScenarios } from '../scenario/list-scenarios.ts'
import { tagsHint } from '../scenario/tags.ts'
import type { Cell } from '../topology/cells.ts'
import type { TopologyInput } from '../topology/topology.ts'

interface Request {
  files: readonly string[]
  tag?: string | undefined
  topology: TopologyInput
  cells?: readonly Cell[]
  repeat?: number
}

/** @throws BadInputError when nothing was found */
export function requireSome(scenarios: readonly ListedScenario[], tag: string | undefined): void {
  if (scenarios.length > 0) return
  throw new BadInputError(tag === undefined ? 'there is no scenario' : `no scenario has the tag '${tag}'`, { hint })
}

const hint = "'holdfast list' names the scenarios; docs/write-a-scenario.md shows one"

/** Loads what a run would load, before anything is built or started for it, and returns it. @throws BadInputError */
export async function requireScenarios({
  files,
  tag,
  topology,
  cells = [],
  repeat = 1,
}: Request): Promise<ListedScenario[]> {
  const missing = files.find(file => !existsSync(file))
  if (missing !== undefined) throw new BadInputError(`there is no scenario file ${missing}`, { hint })
  const loaded = await listScenarios({ files, ...(tag === undefined ? {} : { tag }), topology, cells, repeat })
  const stranger = files.find(file => !loaded.files.some(path => path.includes(resolve(file))))
  if (stranger !== undefined) {
    throw new BadInputError(`${stranger} is no scenario file: those are scenarios/**/*.scenario.ts`, { hint })
  }
  if (loaded.problems.length > 0) throw new BadInputError(loaded.problems.join('; '), { hint })
  if (loaded.strangers.length > 0) throw new BadInputError(loaded.strangers.join('; '), { hint: tagsHint })
  requireSome(loaded.scenarios, tag)
  const twin = loaded.scenarios.find(({ title }, index, all) => all.findIndex(each => each.title === title) < index)
  if (twin) {
    throw new BadInputError(`two scenarios have the title '${twin.title}', the second in ${twin.file}`, {
      hint: 'give each a title of its own: reports and CI tell them apart by it',
    })
  }
  return loaded.scenarios
}
