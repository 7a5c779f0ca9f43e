import { BadInputError } from '../../base/errors.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { Fault } from '../fault.ts'
import { queueCounts, shapePackets } from './shape-packets.ts'

/** How narrow a line is. */
export interface BandwidthOptions {
  /** What leaves the node in a second, 8 to 10 000 000. @default 256 */
  kbitPerSecond?: number
}

// A packet waits this long at most before it is lost, as in the buffer of a slow line.
const longestWaitMs = 400
// What may pass at once: some packets of full length.
const burstBytes = 8192

/** What leaves a node passes a narrow line: a queue, and loss when it is full. What comes to it is not held back. */
export function bandwidth({ kbitPerSecond = 256 }: BandwidthOptions = {}): Fault {
  if (!(kbitPerSecond >= 8 && kbitPerSecond <= 1e7)) {
    throw new BadInputError(`bandwidth: ${kbitPerSecond} kbit/s is no limit`, {
      hint: 'write 8 to 10 000 000: { kbitPerSecond: 256 }',
    })
  }
  const limit = `${kbitPerSecond} kbit/s`
  return {
    kind: 'bandwidth',
    summary: `what leaves a node passes at ${limit} at most`,
    targetRoles: ['server', 'agent', 'etcd', 'db', 'lb'],
    drawn: {
      weight: 1,
      lengthS: [shortestS, 40],
      roles: ['server', 'etcd'],
      options: [{ kbitPerSecond: 256 }, { kbitPerSecond: 1024 }],
    },
    needs: ['shaping'],
    effect: () => ({ does: 'degrade' }),
    inject: (context, node) =>
      shapePackets(context, node, {
        words: `what leaves ${node} passes at ${limit} at most`,
        discipline: `tbf rate ${kbitPerSecond}kbit burst ${burstBytes} latency ${longestWaitMs}ms`,
        tally: {
          read: printed => {
            const { sent, dropped, waits } = queueCounts(printed)
            return { struck: waits, lost: dropped, spared: sent }
          },
          say: ({ struck, spared, lost }) =>
            `a packet had to wait ${struck} times for ${limit}; ${spared} went on, ${lost} were lost`,
        },
      }),
  }
}
