import { Command } from 'commander'
import { BadInputError } from '../base/errors.ts'
import { listScenarios } from '../scenario/list-scenarios.ts'

/** `holdfast list` */
export const listCommand = (): Command =>
  new Command('list')
    .description('Lists the scenarios with their tags.')
    .addHelpText('after', '\nExample:\n  $ holdfast list')
    .action(async () => {
      const { scenarios, problems } = await listScenarios()
      for (const { file, title, tags } of scenarios) console.log(`${file}  ${title}  [${tags.join(', ')}]`)
      if (problems.length > 0) throw new BadInputError(problems.join('; '))
    })
