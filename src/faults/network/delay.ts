import { type Duration, durationMs, formatMs } from '../../base/duration.ts'
import { BadInputError } from '../../base/errors.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { Fault } from '../fault.ts'
import { queueCounts, shapePackets } from './shape-packets.ts'

/** How late packets are. */
export interface DelayOptions {
  /** Each one that leaves the node, up to an hour. @default '50ms' */
  by?: Duration
  /** More or less, drawn by the kernel for each packet, at most `by`. @default none */
  jitter?: Duration
}

// Packets under way at once; the kernel's own 1000 would lose some of a fast line.
const underWay = 10_000

/** What leaves a node comes late, by more or less; with jitter also out of order. */
export function delay({ by = '50ms', jitter = 0 }: DelayOptions = {}): Fault {
  const byMs = durationMs(by, 'delay')
  const jitterMs = durationMs(jitter, 'jitter')
  if (byMs === 0 || byMs > 3_600_000)
    throw new BadInputError(`delay: by ${by} is none`, { hint: "write { by: '50ms' }" })
  if (jitterMs > byMs) throw new BadInputError(`delay: a jitter of ${jitter} is more than the delay itself, ${by}`)
  const late = `${formatMs(byMs)}${jitterMs === 0 ? '' : ` ± ${formatMs(jitterMs)}`} late`
  return {
    kind: 'delay',
    summary: `what leaves a node comes ${late}`,
    targetRoles: ['server', 'agent', 'etcd', 'db', 'lb'],
    drawn: {
      // By name only: many kernels have no netem.
      weight: 0,
      lengthS: [shortestS, 40],
      roles: ['server', 'etcd'],
      options: [{ by: '50ms' }, { by: '75ms', jitter: '50ms' }],
    },
    needs: ['netem'],
    effect: () => ({ does: 'degrade' }),
    inject: (context, node) =>
      shapePackets(context, node, {
        words: `what leaves ${node} comes ${late}`,
        discipline: `netem limit ${underWay} delay ${byMs}ms${jitterMs === 0 ? '' : ` ${jitterMs}ms`}`,
        tally: {
          read: printed => {
            const { sent, dropped } = queueCounts(printed)
            return { struck: sent, lost: dropped, spared: 0 }
          },
          say: ({ struck, lost }) => `${struck} packets came ${late}, ${lost} were lost`,
        },
      }),
  }
}
