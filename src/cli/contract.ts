import { Command } from 'commander'
import { exitCodes } from '../base/errors.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { contractTable } from '../contract/contract-table.ts'
import { examineImage } from '../contract/examine-image.ts'
import { imagesOfSuites } from '../contract/images-of-suites.ts'
import { type ReadingRecord, readingRecord } from '../contract/reading-record.ts'
import { summaryOf } from '../contract/result.ts'
import { selectClauses } from '../contract/select-clauses.ts'
import { suites } from '../contract/suites.ts'
import { writeContract } from '../contract/write-contract.ts'
import { prepareEngine } from '../images/prepare-engine.ts'
import { collectGarbage } from '../run/gc.ts'
import { addImageOption, type ImageFlags, imagesFromFlags } from './image-options.ts'
import { interruptible } from './prepare.ts'

interface ContractFlags extends ImageFlags {
  only?: string
  json?: boolean
}

/** `holdfast contract` */
export const contractCommand = (): Command =>
  addImageOption(new Command('contract'))
    .description('Asks an image, clause by clause, for what the k3s driver expects of rancher/k3s.')
    .option('--only <section|clause>', 'for example 4.5, or 4.5-no-token')
    .option('--json', 'as JSON on stdout')
    .addHelpText('after', '\nExample:\n  $ holdfast contract --image rancher/k3s:v1.34.11-k3s1')
    .action((flags: ContractFlags) => interruptible(signal => contract(flags, signal)))

async function contract({ only, json = false, ...flags }: ContractFlags, signal: AbortSignal): Promise<void> {
  const named = imagesFromFlags(flags)
  const selected = selectClauses(suites, only)
  const progress = terminalProgress()
  const { engine, images } = await prepareEngine({ roles: imagesOfSuites(selected), named }, progress, signal)
  await collectGarbage(engine)
  const reading = await examineImage(engine, images, selected, progress, signal)
  const record = readingRecord(reading)
  const page = await writeContract(record)
  console.log(json ? JSON.stringify(record, undefined, 2) : told(record, page))
  if (record.counts.broken > 0) process.exitCode = exitCodes.fail
}

function told({ clauses }: ReadingRecord, page: string): string {
  const { isTTY = false, columns = 120 } = process.stdout
  const table = contractTable(clauses, { colour: isTTY && !process.env.NO_COLOR, width: columns })
  return [table, summaryOf(clauses), page].join('\n')
}
