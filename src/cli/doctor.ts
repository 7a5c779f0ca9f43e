import { Command } from 'commander'
import { exitCodes } from '../base/errors.ts'
import { engineTraits } from '../engine/engine-traits.ts'
import type { Finding } from '../engine/finding.ts'
import { gatherHostFacts } from '../engine/host-facts.ts'
import { hostFindings } from '../engine/host-findings.ts'
import { cacheDirectory } from '../images/cache.ts'
import { buildDirectories, freeBytes } from '../images/free-space.ts'
import type { ImageChoice } from '../images/image-choice.ts'
import { imageFindings } from '../images/image-findings.ts'
import { planImages, planWithoutEngine } from '../images/plan-images.ts'
import { hostFeatures } from './host-features.ts'
import { addImageChoiceOptions, type ImageChoiceFlags, imageChoiceFromFlags } from './image-choice-options.ts'

/** `holdfast doctor` */
export const doctorCommand = (): Command =>
  addImageChoiceOptions(new Command('doctor'))
    .description('What this machine can do for runs, and how to get the rest. Ends with 3 if a run could not work.')
    .option('--json', 'as JSON on stdout')
    .addHelpText('after', '\nExample:\n  $ holdfast doctor')
    .action(doctor)

async function doctor({ json = false, ...flags }: ImageChoiceFlags & { json?: boolean }): Promise<void> {
  const findings = await examine(imageChoiceFromFlags(flags))
  const works = findings.every(({ level }) => level !== 'problem')
  console.log(json ? JSON.stringify({ works, findings }, undefined, 2) : findings.map(describe).join('\n'))
  if (!works) process.exitCode = exitCodes.couldNotTest
}

async function examine(choice: ImageChoice): Promise<Finding[]> {
  const { facts, engine } = await gatherHostFacts()
  const features = engine && (await hostFeatures(engine, choice))
  const plan = engine ? await planImages(engine, choice) : await planWithoutEngine(choice)
  const client = plan.images.find(({ role, how }) => role === 'client' && how === 'present')
  // That no container starts is a finding of what the host can do, and ends none of the others.
  const traits = engine && (await engineTraits(engine, client?.reference).catch(() => engineTraits(engine)))
  const directories = engine ? await buildDirectories(engine) : [cacheDirectory()]
  const space = await Promise.all(
    directories.map(async directory => ({ directory, freeBytes: await freeBytes(directory) })),
  )
  return [
    ...hostFindings({ ...facts, ...(features && { features }), ...(traits && { traits }) }),
    ...imageFindings({ plan, choice, asked: engine !== undefined, space }),
  ]
}

const marks = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' }

const describe = ({ subject, level, message, advice }: Finding): string =>
  `${marks[level]}  ${subject.padEnd(12)}  ${message}${advice === undefined ? '' : `\n${' '.repeat(23)}→ ${advice}`}`
