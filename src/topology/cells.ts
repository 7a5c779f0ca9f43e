import { loadBalancerOf } from './load-balancer-word.ts'
import { parseTopology } from './parse-topology.ts'
import type { TopologyInput } from './topology.ts'

/** One topology of a comparison. */
export interface Cell {
  /** What tells it from the others: `postgres, nginx:plain`. */
  name: string
  /** What it replaces in the topology that all of them have in common. */
  topology: TopologyInput
  /** The flags that ask for it alone. */
  flags: string
}

/** The words of a flag that may name several, by the field that they are for. */
export interface Axes {
  datastore?: readonly string[]
  loadBalancer?: readonly string[]
  servers?: readonly number[]
}

type Choice = { word: string; flag: string; topology: TopologyInput }

/** Every combination of the words, in their order; the last one changes first. @throws BadInputError naming a word that is none */
export function cellsOf({ servers = [], datastore = [], loadBalancer = [] }: Axes): Cell[] {
  const axes: Choice[][] = [
    servers.map(count => checked('servers', String(count), { servers: count })),
    datastore.map(word =>
      checked('datastore', word, { datastore: word as 'sqlite', servers: 1 }, { datastore: word as 'sqlite' }),
    ),
    loadBalancer.map(word => checked('load-balancer', word, { loadBalancer: loadBalancerOf(word) })),
  ].filter(axis => axis.length > 0)
  const combinations = axes.reduce<Choice[][]>(
    (all, axis) => all.flatMap(before => axis.map(choice => [...before, choice])),
    [[]],
  )
  return combinations.map(choices => ({
    name: choices.map(({ word, flag }) => (flag === 'servers' ? `${word} servers` : word)).join(', '),
    topology: Object.assign({}, ...choices.map(({ topology }) => topology)) as TopologyInput,
    flags: choices.map(({ flag, word }) => `--${flag} ${word}`).join(' '),
  }))
}

/** @param alone the smallest topology that has this word, so that only the word itself can be wrong */
function checked(flag: string, word: string, alone: TopologyInput, topology = alone): Choice {
  parseTopology(alone, `--${flag} ${word}`)
  return { word, flag, topology }
}
