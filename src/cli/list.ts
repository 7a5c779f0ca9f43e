import { Command } from 'commander'
import { BadInputError } from '../base/errors.ts'
import { type ListedScenario, listScenarios } from '../scenario/list-scenarios.ts'
import { statedDurationMs, totalMs } from '../scenario/listed-duration.ts'
import { requireTags, tagsHint } from '../scenario/tags.ts'
import { standInByWish } from './expected-stand-in.ts'
import { requireSome } from './require-scenarios.ts'
import { scenarioTable } from './scenario-table.ts'

interface ListFlags {
  tag?: string
  json?: boolean
}

/** `holdfast list` */
export const listCommand = (): Command =>
  new Command('list')
    .description('Lists the scenarios with their expected duration, tags and topology.')
    .option('--tag <tags>', "only those with this tag, or with tags such as 'core || nightly'")
    .option('--json', 'as JSON on stdout')
    .addHelpText('after', "\nExample:\n  $ holdfast list --tag 'core || negative'")
    .action(list)

async function list({ tag, json = false }: ListFlags): Promise<void> {
  if (tag !== undefined) requireTags(tag)
  const { scenarios, problems, strangers } = await listScenarios(tag === undefined ? {} : { tag })
  if (problems.length === 0) requireSome(scenarios, tag)
  const sorted = scenarios.toSorted((a, b) => a.file.localeCompare(b.file))
  if (json) console.log(JSON.stringify(sorted.map(fields), undefined, 2))
  else if (sorted.length > 0) for (const line of listLines(sorted)) console.log(line)
  // The list is whole even so: a run is what refuses them.
  for (const stranger of strangers) console.error(`holdfast: ${stranger}\nhint: ${tagsHint}`)
  if (problems.length > 0) throw new BadInputError(problems.join('; '))
}

/** The table by what the nodes would run if all that can be built were, and what it takes where that is pulled. */
function listLines(scenarios: readonly ListedScenario[]): string[] {
  const [builtMs, publishedMs] = [totalMs(scenarios, standInByWish), totalMs(scenarios, () => false)]
  const minutes = Math.ceil(publishedMs / 60_000)
  return [
    ...scenarioTable(scenarios, standInByWish),
    ...(builtMs === publishedMs ? [] : [`about ${minutes} min on published node images, whose servers wait longer`]),
  ]
}

const fields = ({ file, title, tags, plan }: ListedScenario) => ({
  file,
  title,
  tags,
  ...('unfit' in plan
    ? { unfit: plan.unfit }
    : { expectedMs: statedDurationMs({ plan }, standInByWish), topology: plan.topology }),
})
