import type { Command } from 'commander'
import { BadInputError } from '../base/errors.ts'
import { type Cell, cellsOf } from '../topology/cells.ts'
import type { TopologyFlags } from './topology-options.ts'

/** What the flags of {@link addGridOptions} leave in a command's options. */
export interface GridFlags {
  repeat?: string
  shard?: string
}

/** Flags that make one scenario run more than once. */
export const addGridOptions = (command: Command): Command =>
  command
    .option('--repeat <times>', 'run each cell so often, each time with the next seed, and show the spread')
    .option('--shard <part>', "of the cells only a part, such as '1/3'; 'holdfast compare' puts parts together")

/** The grid that the flags ask for. `flags` are those that hold for all of its cells. */
export interface Grid {
  cells: Cell[]
  repeat: number
  flags: TopologyFlags
}

/**
 * Takes the flags that name several words, or one, for what they are: several words make a comparison of one cell a
 * combination. @throws BadInputError
 */
export function gridFromFlags({ repeat = '1', shard, ...flags }: TopologyFlags & GridFlags): Grid {
  const { servers, datastore, loadBalancer, ...others } = flags
  const times = positive(repeat, '--repeat')
  const cells = cellsOf({
    servers: several(servers).map(word => positive(word, '--servers')),
    datastore: several(datastore),
    loadBalancer: several(loadBalancer),
  })
  const common = { ...others, ...single({ servers, datastore, loadBalancer }) }
  if (cells.length > 1)
    return { cells: shard === undefined ? cells : partOf(cells, shard), repeat: times, flags: common }
  if (shard !== undefined) {
    throw new BadInputError(`--shard ${shard}: there is one cell, which cannot be divided`, {
      hint: 'name several words, for example --load-balancer nginx:tuned,nginx:plain',
    })
  }
  return { cells: [], repeat: times, flags: common }
}

type Words = Pick<TopologyFlags, 'servers' | 'datastore' | 'loadBalancer'>

/** A flag with one word holds for every cell. */
const single = (flags: { [name in keyof Words]: string | undefined }): Words =>
  Object.fromEntries(Object.entries(flags).filter(([, text]) => text !== undefined && !text.includes(',')))

const several = (text = ''): string[] => (text.includes(',') ? words(text) : [])

const words = (text: string): string[] =>
  [...new Set(text.split(',').map(word => word.trim()))].filter(word => word !== '')

/** Dealt out like cards, so that neighbours, which often take equally long, go to different parts. */
function partOf(cells: Cell[], shard: string): Cell[] {
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(shard) ?? []
  const [number, count] = [Number(part), Number(parts)]
  if (part === undefined || number < 1 || number > count) {
    throw new BadInputError(`--shard: '${shard}' is no part`, { hint: "write for example '1/3', the first of three" })
  }
  const own = cells.filter((_, index) => index % count === number - 1)
  if (own.length === 0) throw new BadInputError(`--shard ${shard}: of ${cells.length} cells none is left for it`)
  return own
}

function positive(text: string, flag: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new BadInputError(`${flag}: '${text}' is no whole number from 1 on`)
  return Number(text)
}
