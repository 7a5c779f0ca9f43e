import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { nowUs } from '../base/clock.ts'
import type { NodeId } from '../topology/node-id.ts'
import { balancerIds } from '../topology/nodes-of.ts'
import type { ClusterContainers } from './cluster.ts'
import type { ClusterNode } from './cluster-node.ts'
import type { BalancerLine } from './load-balancers/access-log.ts'
import type { UpstreamChange } from './load-balancers/upstream-change.ts'

/** The logs of all balancers, followed. */
export interface BalancerWatch {
  /** The first connection that begins and ends well at this address after the call. */
  servedBy(address: string, signal: AbortSignal): Promise<BalancerLine>
  stop(): void
}

/** Who wants to know what balancers say. */
export interface BalancerListener {
  /** A connection, when it has ended. */
  onSession(line: BalancerLine): void
  /** @param atMs when the balancer said so, by the wall clock */
  onChange(balancer: NodeId, change: UpstreamChange, atMs: number): void
  /** A balancer took the address that it shares, or gave it up. */
  onAddress(balancer: NodeId, holds: boolean, atMs: number): void
}

// A log ends with its container, and goes on when that is started again.
const followAgainMs = 500

/** Follows what the balancers say from now on, also those that end and start again. */
export function watchBalancer(cluster: ClusterContainers, listener: BalancerListener): BalancerWatch {
  const controller = new AbortController()
  const waiting = new Set<(line: BalancerLine) => void>()
  const { balancer } = cluster
  if (balancer !== undefined) {
    const take = (node: NodeId, text: string) => {
      const space = text.indexOf(' ')
      const said = text.slice(space + 1)
      const line = balancer.sessionOf(said)
      if (line) {
        listener.onSession(line)
        for (const tell of waiting) tell(line)
      }
      const saidMs = Date.parse(text.slice(0, space))
      const change = balancer.changeOf(said)
      if (change) listener.onChange(node, change, saidMs)
      const holds = balancer.holdsAddress?.(said)
      if (holds !== undefined) listener.onAddress(node, holds, saidMs)
    }
    for (const node of balancerIds(cluster.topology)) {
      void followAlways(cluster.node(node), controller.signal, text => take(node, text))
    }
  }
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

/** Every line of a container's log from its first on, over all of its lives; each once. */
async function followAlways(node: ClusterNode, signal: AbortSignal, take: (text: string) => void): Promise<void> {
  let last = ''
  while (!signal.aborted) {
    try {
      const seen = last
      const sinceMs = seen === '' ? {} : { sinceMs: Date.parse(seen) }
      const stream = await node.followLogs({ ...sinceMs, signal })
      for await (const text of createInterface({ input: stream.on('error', () => {}) })) {
        const stamp = text.slice(0, text.indexOf(' '))
        // The engine's stamps have one width, so that they compare as texts; a line that was read already comes again.
        if (stamp <= seen) continue
        if (stamp > last) last = stamp
        take(text)
      }
    } catch {
      // An engine that does not answer is another's finding.
    }
    await sleep(followAgainMs, undefined, { signal }).catch(() => {})
  }
}
