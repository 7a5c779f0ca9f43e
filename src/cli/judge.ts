import { join, relative } from 'node:path'
import { Command } from 'commander'
import { exitCodes } from '../base/errors.ts'
import { judgeRun } from '../run/judge-run.ts'
import { printVerdict } from './print-verdict.ts'

/** `holdfast judge` */
export const judgeCommand = (): Command =>
  new Command('judge')
    .description('Judges a saved run again from its history alone, and writes its report anew.')
    .argument('<run>', "a run's directory, as 'holdfast run' printed it")
    .addHelpText('after', '\nExample:\n  $ holdfast judge reports/latest/261122-101500-k3f')
    .action(async (run: string) => {
      const judgement = await judgeRun(run)
      printVerdict(judgement)
      console.log(`\n${relative(process.cwd(), join(run, 'report.html'))}`)
      process.exitCode = exitCodes[judgement.verdict]
    })
