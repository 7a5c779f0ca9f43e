import { basename, extname, join, relative } from 'node:path'
import { Command } from 'commander'
import { exitCodes } from '../base/errors.ts'
import { parseLimits } from '../history/limits.ts'
import type { Manifest } from '../history/manifest.ts'
import { judgeRun } from '../run/judge-run.ts'
import { readFieldsFile } from '../run/read-fields-file.ts'
import { holdfastVersion } from '../run/version.ts'
import { printVerdict } from './print-verdict.ts'

/** `holdfast judge` */
export const judgeCommand = (): Command =>
  new Command('judge')
    .description('Judges a saved run again from its history alone, and writes its report anew.')
    .argument('<run>', "a run's directory, as 'holdfast run' printed it")
    .option(
      '--limits <file>',
      "judge by these limits, YAML or JSON, the run's own for what they do not name; its report stays as it was",
    )
    .addHelpText('after', '\nExample:\n  $ holdfast judge reports/latest/261122-101500-k3f --limits strict.yaml')
    .action(async (run: string, { limits: file }: { limits?: string }) => {
      const others = file === undefined ? undefined : otherLimits(run, file)
      const { report, history } = await judgeRun(run, others)
      const differs = versionNote(history.manifest.holdfast)
      if (differs !== undefined) console.log(`${differs}\n`)
      printVerdict(report)
      console.log(`\n${relative(process.cwd(), join(others?.directory ?? run, 'report.html'))}`)
      process.exitCode = exitCodes[report.verdict]
    })

function otherLimits(run: string, file: string) {
  const hint = 'write them as a scenario does, for example: { write: { longestOutage: 2s } }'
  const limits = parseLimits(readFieldsFile(file, 'limits file', hint), `limits file ${file}`)
  return { limits, file, directory: join(run, `judged-by-${basename(file, extname(file))}`) }
}

/** Says when this Holdfast is not the one that recorded the run: its checks may differ. */
function versionNote(recorded: Manifest['holdfast']): string | undefined {
  const own = holdfastVersion()
  if (own.version === recorded.version && own.commit === recorded.commit) return undefined
  const words = ({ version, commit }: Manifest['holdfast']) => `${version} (${commit})`
  return `Recorded by Holdfast ${words(recorded)}, judged by ${words(own)}: checks may differ.`
}
