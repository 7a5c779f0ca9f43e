import { Command } from 'commander'
import { exitCodes } from '../base/errors.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { contractTable } from '../contract/contract-table.ts'
import { examineImage } from '../contract/examine-image.ts'
import { countOutcomes, summaryOf } from '../contract/result.ts'
import { selectClauses } from '../contract/select-clauses.ts'
import { suites } from '../contract/suites.ts'
import { writeContract } from '../contract/write-contract.ts'
import { always } from '../images/images-of.ts'
import { prepareEngine } from '../images/prepare-engine.ts'
import { collectGarbage } from '../run/gc.ts'
import { addImageOption, type ImageFlags, imagesFromFlags } from './image-options.ts'
import { interruptible } from './prepare.ts'

interface ContractFlags extends ImageFlags {
  only?: string
}

/** `holdfast contract` */
export const contractCommand = (): Command =>
  addImageOption(new Command('contract'))
    .description('Asks an image, clause by clause, for what the k3s driver expects of rancher/k3s.')
    .option('--only <section|clause>', 'for example 4.5, or 4.5-no-token')
    .addHelpText('after', '\nExample:\n  $ holdfast contract --image rancher/k3s:v1.34.11-k3s1')
    .action((flags: ContractFlags) => interruptible(signal => contract(flags, signal)))

async function contract({ only, ...flags }: ContractFlags, signal: AbortSignal): Promise<void> {
  const named = imagesFromFlags(flags)
  const selected = selectClauses(suites, only)
  const progress = terminalProgress()
  const taken = selected.flatMap(({ clauses }) => clauses.flatMap(({ takes }) => takes ?? []))
  const { engine, images } = await prepareEngine(
    { roles: [...new Set([...always, 'pause' as const, ...taken])], named },
    progress,
    signal,
  )
  await collectGarbage(engine)
  const reading = await examineImage(engine, images, selected, progress, signal)
  const page = await writeContract(reading)
  const { isTTY = false, columns = 120 } = process.stdout
  console.log(contractTable(reading.results, { colour: isTTY && !process.env.NO_COLOR, width: columns }))
  console.log(summaryOf(reading.results))
  console.log(page)
  if (countOutcomes(reading.results).broken > 0) process.exitCode = exitCodes.fail
}
