import { createInterface } from 'node:readline'
import { nowUs } from '../base/clock.ts'
import { followLogs } from '../engine/logs.ts'
import { type ClusterContainers, containerOf } from './cluster.ts'
import type { BalancerLine } from './load-balancers/access-log.ts'
import { balancerOf } from './load-balancers/balancer-of.ts'

/** The balancer's access log, followed. */
export interface BalancerWatch {
  /** The first connection that begins and ends well at this address after the call. */
  servedBy(address: string, signal: AbortSignal): Promise<BalancerLine>
  stop(): void
}

/** Follows lb:0's log; `onSession` gets every connection when it has ended. */
export async function watchBalancer(
  cluster: ClusterContainers,
  onSession: (line: BalancerLine) => void,
): Promise<BalancerWatch> {
  const controller = new AbortController()
  const { sessionOf } = balancerOf(cluster.topology)
  const stream = await followLogs(cluster.engine, containerOf(cluster, 'lb:0'), { signal: controller.signal })
  const waiting = new Set<(line: BalancerLine) => void>()
  stream.on('error', () => {})
  createInterface({ input: stream }).on('line', text => {
    const line = sessionOf(text.slice(text.indexOf('{')))
    if (!line) return
    onSession(line)
    for (const tell of waiting) tell(line)
  })
  return {
    servedBy: (address, signal) =>
      new Promise((resolve, reject) => {
        // By the monotonic clock: the line's own time is the wall clock's, which may be set meanwhile.
        const sinceUs = nowUs()
        const tell = (line: BalancerLine) => {
          const began = nowUs() - line.sessionMs * 1000 >= sinceUs
          if (!began || line.status !== '200' || line.upstreams.at(-1)?.split(':')[0] !== address) return
          waiting.delete(tell)
          resolve(line)
        }
        waiting.add(tell)
        signal.addEventListener('abort', () => {
          waiting.delete(tell)
          reject(signal.reason)
        })
      }),
    stop: () => controller.abort(),
  }
}
