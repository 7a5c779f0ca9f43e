import { messageOf } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { expectAnswer } from '../cluster/start-datastore.ts'
import type { MemberRecord } from '../history/records.ts'
import { expectDeployment } from '../kube/add-ons/expect-deployment.ts'
import { kubernetesEndpoints } from '../kube/endpoints.ts'
import { readyNodes } from '../kube/nodes.ts'
import { fileName, serverIds } from '../topology/node-id.ts'
import { datastoreIds, kubeletIds, memberIds } from '../topology/nodes-of.ts'

/** Something that is true of a whole cluster. */
export interface WholeFact {
  subject: string
  /** Whether it holds now, and what was seen; never rejects. */
  look(): Promise<{ holds: boolean; seen: string }>
}

interface Members {
  /** Those that were left alone, as they were. */
  before: readonly MemberRecord[]
  /** The same ones, as they are. */
  kept: readonly MemberRecord[]
  /** All that there are. */
  now: readonly MemberRecord[]
}

const readTimeoutMs = 30_000

/** What is true of a cluster of this topology that is whole, in the order in which to look. */
export function wholeFacts(cluster: Cluster, members: Members, signal: AbortSignal): WholeFact[] {
  const { topology, kube } = cluster
  const servers = serverIds(topology.servers)
  const memberCount = memberIds(topology).length
  const { coredns } = topology.addOns
  const ids = (list: readonly MemberRecord[]) =>
    list
      .map(({ id }) => id)
      .sort()
      .join(', ')
  const facts: (WholeFact | false)[] = [
    memberCount > 0 && {
      subject: 'every member of etcd that was left alone has the id that it had',
      look: async () => ({
        holds: ids(members.kept) === ids(members.before),
        seen: `${ids(members.before)} became ${ids(members.kept)}`,
      }),
    },
    memberCount > 0 && {
      subject: 'every member of etcd votes',
      look: async () => {
        const learners = members.now.filter(({ voter }) => !voter).map(({ name }) => name)
        return {
          holds: learners.length === 0 && members.now.length === memberCount,
          seen: `${members.now.length} members, learners: ${learners.join(', ') || 'none'}`,
        }
      },
    },
    ...datastoreIds(topology).map(node => ({
      subject: `${node} answers a query`,
      look: async () => {
        await expectAnswer(cluster, node)
        return { holds: true, seen: 'it does' }
      },
    })),
    {
      subject: 'every Node is Ready',
      look: async () => {
        const ready = await readyNodes(kube)
        const nodes = kubeletIds(topology)
        return { holds: nodes.every(node => ready.includes(fileName(node))), seen: `Ready: ${ready.join(', ')}` }
      },
    },
    {
      subject: "every server is in the kubernetes Service's endpoints",
      look: async () => {
        const addresses = await kubernetesEndpoints(kube)
        return {
          holds: servers.every(server => addresses.includes(cluster.node(server).ip)),
          seen: addresses.join(', '),
        }
      },
    },
    coredns > 0 && {
      subject: 'every replica of CoreDNS is available',
      look: async () => {
        const available = () => expectDeployment(kube, 'coredns')
        await waitUntil('every replica of CoreDNS', available, { timeoutMs: readTimeoutMs, signal })
        return { holds: true, seen: `${coredns} of ${coredns}` }
      },
    },
  ]
  return facts
    .filter(fact => fact !== false)
    .map(({ subject, look }) => ({
      subject,
      look: () => look().catch((error: unknown) => ({ holds: false, seen: messageOf(error) })),
    }))
}
