import { formatMs } from '../base/duration.ts'
import type { Connection } from '../history/records.ts'
import { connectLimitMs } from '../topology/connect-limit.ts'
import { connectDetectionMs, readinessDetectionMs } from '../topology/haproxy-check.ts'
import { roleOf } from '../topology/node-id.ts'
import { balancerIds } from '../topology/nodes-of.ts'
import type { Topology } from '../topology/topology.ts'
import type { FaultStory } from './fault-story.ts'

/** Three advertisements of a second missed, and a skew below one: keepalived's vrrp.h (measuring, 2.5). */
const vrrp = 'the address moves 3–4 s after the loss'
/** It says so before it ends, and the other one waits for the skew alone. */
const handedOver = 'the address is handed over in under 1 s'

/** What the loss of a load balancer costs everybody behind it; undefined when another node was struck. */
export function lostBalancerTheory({ call: { node, kind } }: FaultStory, topology: Topology): string | undefined {
  if (roleOf(node) !== 'lb') return undefined
  if (balancerIds(topology).length < 2) return 'as long as the load balancer is away'
  return kind === 'stop' ? handedOver : vrrp
}

/** What a frozen server costs: its kernel still takes connections, so that only a check of the API sees it. */
export function frozenServerTheory({ call: { node } }: FaultStory, { loadBalancer }: Topology): string | undefined {
  const { kind, preset, file } = loadBalancer
  if (file !== undefined) return undefined
  if (kind === 'none') return onlyServer(node)
  if (kind.startsWith('haproxy') && preset !== 'plain')
    return `until the check takes the frozen server out: up to ${formatMs(readinessDetectionMs)}`
  // nginx looks at nothing but the handshake, and so does a check that only connects (measuring, 2.6).
  return 'a frozen server still takes connections: up to the whole pause'
}

/** What a server that vanished costs a client that asks for nothing but a server (measuring, 2.6). */
export function vanishedServerTheory(
  { call: { node, kind: fault } }: FaultStory,
  connection: Connection,
  { servers, loadBalancer }: Topology,
): string | undefined {
  const { kind, preset, file } = loadBalancer
  if (kind === 'none') return onlyServer(node)
  if (connection !== 'new') return 'one reconnect'
  const limitMs = connectLimitMs(loadBalancer)
  if (file !== undefined || limitMs === undefined) return undefined
  const limit = `one connect limit, ${limitMs / 1000} s`
  if (preset !== 'plain') return limit
  const share = servers === 3 ? 'every third' : `every ${servers}th`
  if (kind === 'nginx' && fault === 'power-off')
    return `${limit}; ${share} new connection hangs as long as the server is away`
  // A process that dies refuses connections while its address lasts, and nginx then leaves it out for 10 s.
  if (kind === 'nginx') return `${limit}, for a connection every 10 s, where the server refused one before it vanished`
  return `${limit}; ${share} new connection fails until the check has failed, up to ${formatMs(connectDetectionMs)}`
}

/** Without a balancer clients know server:0, and no other. */
const onlyServer = (node: string): string =>
  node === 'server:0' ? 'as long as server:0 is away' : 'nobody asks that server'
