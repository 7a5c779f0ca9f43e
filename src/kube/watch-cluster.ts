import type { V1Lease, V1Node } from '@kubernetes/client-node'
import type { HarnessRecord } from '../history/records.ts'
import type { Kube } from './kube-client.ts'
import { readiness } from './nodes.ts'
import { replicaPoll } from './replicas.ts'

const pollMs = 250

type Seen = HarnessRecord extends infer T
  ? T extends { type: 'node' | 'lease' | 'heartbeat' | 'endpoints' | 'pod' }
    ? Omit<T, 'seq' | 'atUs'>
    : never
  : never

/**
 * Follows what the API says of nodes, heartbeats of the Nodes named as `agents`, leases, the `kubernetes` Service's
 * endpoints and the replicas, and tells every change. It reads the apiservers' caches, so that it goes on while etcd has
 * no leader; an answer older than one seen before (another server answered) is left out. Failures are not told: probes
 * measure those.
 */
export function watchCluster(
  kube: Kube,
  agents: readonly string[],
  onChange: (change: Seen) => void,
): { stop(): void } {
  const versions = new Map<string, bigint>()
  const last = new Map<string, string>()
  const tell = (key: string, version: string | undefined, change: Seen, compared: unknown) => {
    const current = BigInt(version ?? 0)
    if (current < (versions.get(key) ?? 0n)) return
    versions.set(key, current)
    const text = JSON.stringify(compared)
    if (last.get(key) === text) return
    last.set(key, text)
    onChange(change)
  }
  const cached = { resourceVersion: '0' }
  const heartbeats = async () => {
    const { items } = await kube.coordination.listNamespacedLease({ namespace: 'kube-node-lease', ...cached })
    for (const { metadata, spec } of items) {
      const node = metadata!.name!
      if (agents.includes(node))
        tell(`heartbeat ${node}`, metadata!.resourceVersion, { type: 'heartbeat', node }, spec?.renewTime)
    }
  }
  const polls = [
    async () => {
      for (const node of (await kube.core.listNode(cached)).items) {
        const change = nodeChange(node)
        tell(`node ${change.node}`, node.metadata?.resourceVersion, change, change)
      }
    },
    async () => {
      for (const lease of (await kube.coordination.listNamespacedLease({ namespace: 'kube-system', ...cached }))
        .items) {
        const change = leaseChange(lease)
        tell(`lease ${change.lease}`, lease.metadata?.resourceVersion, change, change)
      }
    },
    async () => {
      const fieldSelector = 'metadata.name=kubernetes'
      const { items } = await kube.discovery.listNamespacedEndpointSlice({
        namespace: 'default',
        fieldSelector,
        ...cached,
      })
      const addresses = items.flatMap(slice => (slice.endpoints ?? []).flatMap(endpoint => endpoint.addresses)).sort()
      tell('endpoints', items[0]?.metadata?.resourceVersion, { type: 'endpoints', addresses }, addresses)
    },
    replicaPoll(kube, onChange),
    ...(agents.length === 0 ? [] : [heartbeats]),
  ]
  const timers = polls.map(poll => repeat(poll))
  return { stop: () => timers.forEach(timer => void timer.stop()) }
}

function nodeChange(node: V1Node): Extract<Seen, { type: 'node' }> {
  return { type: 'node', node: node.metadata!.name!, ready: readiness(node) }
}

function leaseChange({ metadata, spec }: V1Lease): Extract<Seen, { type: 'lease' }> {
  const { acquireTime, leaseDurationSeconds } = spec ?? {}
  return {
    type: 'lease',
    lease: metadata!.name!,
    holder: spec?.holderIdentity ?? '',
    renewTimeMs: new Date(spec?.renewTime ?? 0).getTime(),
    transitions: spec?.leaseTransitions ?? 0,
    ...(acquireTime && { acquireTimeMs: new Date(acquireTime).getTime() }),
    ...(leaseDurationSeconds !== undefined && { durationMs: leaseDurationSeconds * 1000 }),
  }
}

/** One poll after the other; a failing one is tried again like any other. */
function repeat(poll: () => Promise<void>): { stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const round = async () => {
    await poll().catch(() => {})
    if (!stopped) timer = setTimeout(round, pollMs)
  }
  void round()
  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
