import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Command } from 'commander'
import { BadInputError } from '../base/errors.ts'
import { compare } from '../report/comparison/compare.ts'
import { comparisonPage } from '../report/comparison/comparison-page.ts'
import { readSavedRuns } from '../run/read-saved-runs.ts'
import { printComparison } from './print-comparison.ts'

/** `holdfast compare` */
export const compareCommand = (): Command =>
  new Command('compare')
    .description('One table of saved runs: a row a topology, a column a measure, each with its floor.')
    .argument('<runs...>', "directories of runs or campaigns, as 'holdfast run' printed them")
    .option('--html <file>', 'write the table as a page, too')
    .option('--json', 'as JSON on stdout')
    .addHelpText(
      'after',
      '\nExample:\n  $ holdfast compare reports/261122-101500-k3f reports/latest --html comparison.html',
    )
    .action(compareRuns)

async function compareRuns(
  directories: string[],
  { html, json = false }: { html?: string; json?: boolean },
): Promise<void> {
  if (html !== undefined && !existsSync(dirname(html))) {
    throw new BadInputError(`${html} cannot be written: there is no directory ${dirname(html)}`)
  }
  const { runs, notRun } = await readSavedRuns(directories, html === undefined ? process.cwd() : dirname(html))
  if (runs.length === 0) {
    throw new BadInputError(`${directories.join(', ')}: no run of these was judged, so there is nothing to compare`)
  }
  const comparison = compare(runs, notRun)
  if (html !== undefined) await writeFile(html, comparisonPage(comparison))
  if (json) console.log(JSON.stringify(comparison, undefined, 2))
  else {
    printComparison(comparison)
    if (html !== undefined) console.log(`\n${html}`)
  }
}
