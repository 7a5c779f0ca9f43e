import { formatMs } from '../base/duration.ts'
import { afterMs, type FormationTimes, formedMs, slowestOwnStartMs } from './formation-times.ts'

/** The formations of one size: what the product does, and its peer. */
export interface SizeTimes {
  together: FormationTimes
  oneByOne: FormationTimes
}

const heads = [
  'servers',
  'etcd of server:0',
  'its API',
  'API of the others',
  'formed',
  'one by one',
  'ratio (a)',
  'slowest own start',
  'ratio (b)',
]

/** A table for the terminal, one line a size, and what its columns mean. */
export function formationTable(sizes: readonly SizeTimes[]): string {
  const rows = sizes.map(rowOf)
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map(row => row[column]!.length)))
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padStart(widths[column]!)).join('  ')
  return [line(heads), ...rows.map(line), '', ...explanation].join('\n')
}

function rowOf({ together, oneByOne }: SizeTimes): string[] {
  const { stages } = together
  const others = stages.filter(({ stage, node }) => stage === 'api-ready' && node !== 'server:0')
  const formed = formedMs(together)
  return [
    String(together.servers),
    formatMs(afterMs(stages, 'etcd-answers')),
    formatMs(afterMs(stages, 'api-ready', 'server:0')),
    others.map(stage => formatMs(stage.afterMs)).join(' ') || '–',
    formatMs(formed),
    formatMs(formedMs(oneByOne)),
    (formed / formedMs(oneByOne)).toFixed(2),
    formatMs(slowestOwnStartMs(together)),
    (formed / slowestOwnStartMs(together)).toFixed(2),
  ]
}

// Sources: etcd's HealthInterval, images/node's learner tick and readiness loop (docs/stand-in.md).
const explanation = [
  "All times since server:0's start. (a) against the same servers strictly one after another. (b) against the slowest",
  "server's own start in the same formation, from its container's start to its ready API: the floor.",
  'Known floors between: the first etcd elects itself after 0.5 to 5 s, by chance; etcd takes a further member only when',
  'all voters have been connected for 5 s, so each server from the third on adds 5 s; a learner is promoted at a tick',
  '(15 s, fast 1 s); a server looks at its etcd every 5 s (fast 0.5 s). A joiner that is sent a',
  'snapshot may miss its own publication: etcd repeats it after 15 s (fast 1 s).',
]
