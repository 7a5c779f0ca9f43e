import { Command } from 'commander'
import { terminalProgress } from '../base/terminal-progress.ts'
import { findEngine } from '../engine/find-engine.ts'
import { strayShims } from '../engine/killed-engine.ts'
import { requireEngine } from '../engine/require-engine.ts'
import { removeStrayTrees } from '../images/temporary-tree.ts'
import type { Fate } from '../run/fate.ts'
import { collectGarbage, type Garbage } from '../run/gc.ts'
import { removeStrayState } from '../run/state.ts'

interface GcOptions {
  dryRun?: boolean
  all?: boolean
  json?: boolean
}

/** `holdfast gc` */
export const gcCommand = (): Command =>
  new Command('gc')
    .description(
      'Removes what runs and builds whose process is dead left: containers, networks, volumes, state, half-made files. ' +
        'What runs, what `holdfast up` left, and what another host runs on the same engine, stays.',
    )
    .option('-n, --dry-run', 'only say what would go')
    .option('-a, --all', "other hosts' runs too, before their time")
    .option('--json', 'as JSON on stdout')
    .addHelpText('after', '\nExample:\n  $ holdfast gc --dry-run')
    .action(gc)

async function gc({ dryRun = false, all = false, json = false }: GcOptions): Promise<void> {
  const found = await findEngine()
  // The containers of a private engine that was killed run on; only a new one can remove what they were.
  const orphans = found ? 0 : (await strayShims()).length
  const engine = orphans > 0 && !dryRun ? await requireEngine(terminalProgress()) : found
  const garbage: Garbage = engine
    ? await collectGarbage(engine, { all, dryRun })
    : { removed: [], left: [], strays: await removeStrayState({ dryRun }) }
  if (orphans > 0) garbage.strays.push(`${orphans} containers of the private engine, which was killed`)
  garbage.strays.push(...(await removeStrayTrees({ dryRun })))
  console.log(json ? JSON.stringify({ dryRun, ...garbage }, undefined, 2) : describe(garbage, dryRun))
}

const reasons: Record<Exclude<Fate, 'garbage'>, string> = {
  alive: 'its process runs',
  kept: "kept; 'holdfast down' removes it",
  elsewhere: "another host's, until its time is over",
}

function describe({ removed, left, strays }: Garbage, dryRun: boolean): string {
  const lines = [
    ...removed.map(run => `${dryRun ? 'would remove' : 'removed'} ${nameOf(run)}`),
    ...strays.map(stray => `${dryRun ? 'would remove' : 'removed'} ${stray}`),
    ...left.map(run => `left ${nameOf(run)}: ${reasons[run.fate]}`),
  ]
  return lines.length === 0 ? 'nothing to remove' : lines.join('\n')
}

const nameOf = ({ id, title }: { id: string; title?: string }): string =>
  title === undefined ? `run ${id}` : `run ${id} (${title})`
