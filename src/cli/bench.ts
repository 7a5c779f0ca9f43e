import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Argument, Command, Option } from 'commander'
import { BadInputError } from '../base/errors.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { formationTable, type SizeTimes } from '../bench/formation-table.ts'
import { type GridCell, gridTable } from '../bench/grid-table.ts'
import { judgingTable } from '../bench/judging-table.ts'
import { measureFormation } from '../bench/measure-formation.ts'
import { measureJudging } from '../bench/measure-judging.ts'
import { measureProbes } from '../bench/measure-probes.ts'
import { probesTable } from '../bench/probes-table.ts'
import { datastoreWords } from '../distributions/datastore-word.ts'
import { imagesOf } from '../images/images-of.ts'
import { prepareEngine } from '../images/prepare-engine.ts'
import { newCampaign } from '../run/directories.ts'
import { collectGarbage } from '../run/gc.ts'
import { defaultSeries } from '../scenario/probe-sets.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { type Topology, timingProfiles } from '../topology/topology.ts'
import { interruptible } from './prepare.ts'

const usualSizes = '1,2,3,5,7'

interface BenchFlags {
  sizes?: string
  datastores?: string
  repeat: string
  timing: 'default' | 'fast'
}

/** `holdfast bench` */
export const benchCommand = (): Command =>
  new Command('bench')
    .description('Measures Holdfast itself: every figure against a peer or a floor of the same run.')
    .addArgument(new Argument('<name>', 'what to measure').choices(['formation', 'judging', 'probes']))
    .option('--sizes <counts>', `formation: numbers of servers, such as ${usualSizes}`)
    .option('--datastores <words>', 'formation: of three servers, by where they keep their state')
    .option('--repeat <count>', 'formation: how often each datastore is formed', '1')
    .addOption(
      new Option('--timing <profile>', 'formation: the node timers').choices(['default', 'fast']).default('fast'),
    )
    .addHelpText('after', '\nExample:\n  $ holdfast bench formation --sizes 1,3')
    .action((name: 'formation' | 'judging' | 'probes', flags: BenchFlags) =>
      interruptible(signal => benches[name](signal, flags)),
    )

const benches = { formation: benchFormation, judging: benchJudging, probes: benchProbes }

/** The size of a history that judging has to cope with: a run of almost two hours. */
const largeHistory = { samples: 1_000_000, operations: 100_000 }

async function benchJudging(signal: AbortSignal): Promise<void> {
  const costs = await measureJudging(largeHistory, terminalProgress(), signal)
  await report('judging', costs, judgingTable(costs))
}

async function benchProbes(signal: AbortSignal): Promise<void> {
  const progress = terminalProgress()
  const { engine, images } = await prepareEngine({}, progress, signal)
  await collectGarbage(engine)
  const costs = await measureProbes(defaultSeries, { engine, images, progress, signal })
  await report('probes', costs, probesTable(costs))
}

async function report(name: string, figures: unknown, table: string): Promise<void> {
  const { directory } = await newCampaign()
  const file = join(directory, `${name}.json`)
  await writeFile(file, `${JSON.stringify(figures, undefined, 2)}\n`)
  console.log(`\n${table}\n\n${file}`)
}

/** Both tables; only one of them when its flag alone is given. */
async function benchFormation(
  signal: AbortSignal,
  { sizes: counts, datastores, repeat, timing }: BenchFlags,
): Promise<void> {
  const withSizes = counts !== undefined || datastores === undefined
  const withGrid = datastores !== undefined || counts === undefined
  const topologies = withSizes
    ? countsOf(counts ?? usualSizes, '--sizes').map(servers => parseTopology({ servers, timing }, '--sizes'))
    : []
  const grid = withGrid ? gridTopologies(datastores ?? datastoreWords.join(',')) : []
  const [times = 1] = countsOf(repeat, '--repeat')
  const progress = terminalProgress()
  const roles = [...new Set([...topologies, ...grid].flatMap(imagesOf))]
  const { engine, images } = await prepareEngine({ roles }, progress, signal)
  const circumstances = { engine, images, progress, signal }
  await collectGarbage(engine)
  const sizes: SizeTimes[] = []
  for (const topology of topologies) {
    const together = await measureFormation(topology, 'together', circumstances)
    const oneByOne = await measureFormation(topology, 'one by one', circumstances)
    sizes.push({ together, oneByOne })
  }
  const cells: GridCell[] = grid.map(({ datastore, timing }) => ({ datastore, timing, formations: [] }))
  // All once, then all again: what drifts on this host drifts for each.
  for (let round = 0; round < times; round++) {
    for (const [index, topology] of grid.entries()) {
      cells[index]!.formations.push(await measureFormation(topology, 'together', circumstances))
    }
  }
  const tables = [...(withSizes ? [formationTable(sizes)] : []), ...(withGrid ? [gridTable(cells)] : [])]
  await report('formation', { timing, sizes, cells }, tables.join('\n\n'))
}

const gridTopologies = (words: string): Topology[] =>
  words
    .split(',')
    .flatMap(datastore =>
      timingProfiles.map(timing =>
        parseTopology({ servers: datastore === 'sqlite' ? 1 : 3, datastore, timing }, '--datastores'),
      ),
    )

function countsOf(list: string, flag: string): number[] {
  if (!/^\d+(,\d+)*$/.test(list)) {
    throw new BadInputError(`${flag}: '${list}' is no list of counts`, { hint: "write for example '1,3,5'" })
  }
  return list.split(',').map(Number)
}
