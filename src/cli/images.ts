import { Command } from 'commander'
import { formatMs } from '../base/duration.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { distributions, usualDistribution } from '../distributions/distributions.ts'
import { findEngine } from '../engine/find-engine.ts'
import { gigabytes } from '../images/free-space.ts'
import { type ImageListing, listImages } from '../images/list-images.ts'
import { planImages } from '../images/plan-images.ts'
import { imageRoles } from '../topology/image-role.ts'
import { addImageChoiceOptions, type ImageChoiceFlags, imageChoiceFromFlags } from './image-choice-options.ts'
import { interruptible } from './prepare.ts'

/** `holdfast images`, with `prepare` and `prune`. */
export const imagesCommand = (): Command =>
  addImageChoiceOptions(new Command('images'))
    .description('The images that clusters are made of: what is present, how it came, how big and old it is.')
    .option('--json', 'as JSON on stdout')
    .addHelpText('after', '\nExample:\n  $ holdfast images')
    .action(list)
    .addCommand(
      addImageChoiceOptions(new Command('prepare'))
        .description(
          'Pulls or builds the images of a usual cluster, and those that are named, now, and starts an engine for that if there is none.',
        )
        .addHelpText(
          'after',
          `\nExample:\n  $ holdfast images prepare --image ${distributions[usualDistribution].exampleImage}`,
        )
        .action(prepareAll),
    )
    .addCommand(
      new Command('prune')
        .description('Removes built images that no recipe makes any more.')
        .option('-a, --all', 'current ones too')
        .option('--caches', 'compilers and their caches too: building again then takes minutes')
        .addHelpText('after', '\nExample:\n  $ holdfast images prune --caches')
        .action(prune),
    )

async function list({ json = false, ...flags }: ImageChoiceFlags & { json?: boolean }): Promise<void> {
  const choice = imageChoiceFromFlags(flags)
  const engine = await findEngine()
  const images = engine ? await listImages(engine, await planImages(engine, { ...choice, roles: imageRoles })) : []
  if (json) return console.log(JSON.stringify({ engine: engine?.host ?? null, images }, undefined, 2))
  if (!engine)
    return console.log("no container engine answers, so there are no images; 'holdfast images prepare' starts one")
  console.log(table(images))
  for (const { role, why } of images) if (why) console.log(`${role}: ${why}`)
}

async function prepareAll(_flags: ImageChoiceFlags, command: Command): Promise<void> {
  // What stands behind the parent's name is the parent's: both have these flags.
  const choice = imageChoiceFromFlags(command.optsWithGlobals())
  const { prepareEngine } = await import('../images/prepare-engine.ts')
  const progress = terminalProgress()
  const { engine } = await interruptible(signal => prepareEngine(choice, progress, signal))
  console.log(table(await listImages(engine, await planImages(engine, { ...choice, roles: imageRoles }))))
}

async function prune({ all = false, caches = false }: { all?: boolean; caches?: boolean }): Promise<void> {
  const { pruneImages } = await import('../images/prune-images.ts')
  const engine = await findEngine()
  if (!engine) return console.log('no container engine answers, so there is nothing to remove')
  const { removed, inUse } = await pruneImages(engine, { all, caches })
  for (const name of removed) console.log(`removed ${name}`)
  for (const name of inUse) console.log(`left ${name}: a container uses it`)
  if (removed.length + inUse.length === 0) console.log('nothing to remove')
}

const nextWords = { pull: 'to pull', build: 'to build', none: 'cannot be had' }

function table(images: ImageListing[]): string {
  const rows = images.map(({ role, reference, state, how, next, bytes, createdMs, contents }) => [
    role,
    reference,
    how ?? (next ? nextWords[next] : state),
    bytes === undefined ? '' : gigabytes(bytes),
    createdMs === undefined ? '' : `${formatMs(Date.now() - createdMs)} old`,
    state === 'outdated' ? 'outdated' : contents,
  ])
  const widths = rows[0]?.map((_cell, column) => Math.max(...rows.map(row => row[column]!.length))) ?? []
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
