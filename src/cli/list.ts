import { Command } from 'commander'
import { listScenarios } from '../scenario/list-scenarios.ts'

/** `holdfast list` */
export const listCommand = (): Command =>
  new Command('list')
    .description('Lists the scenarios with their tags.')
    .addHelpText('after', '\nExample:\n  $ holdfast list')
    .action(async () => {
      for (const { file, title, tags } of await listScenarios()) console.log(`${file}  ${title}  [${tags.join(', ')}]`)
    })
