import { messageOf } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import { ipOf } from '../cluster/cluster.ts'
import { expectAnswer } from '../cluster/start-datastore.ts'
import { forgets } from '../history/fault-effect.ts'
import type { MemberRecord } from '../history/records.ts'
import { expectDeployment } from '../kube/add-ons/expect-deployment.ts'
import { kubernetesEndpoints } from '../kube/endpoints.ts'
import { readyNodes } from '../kube/nodes.ts'
import { fileName, serverIds } from '../topology/node-id.ts'
import { datastoreIds, kubeletIds, memberIds } from '../topology/nodes-of.ts'
import { membersOf } from './members-of.ts'
import type { Session } from './session.ts'

const readTimeoutMs = 30_000

/** Reads the end state once everything is healed, through the load balancer, and writes down what holds. */
export async function finalChecks(session: Session): Promise<void> {
  const { cluster, record, signal, formedMembers, injections } = session
  const { kube } = cluster
  const servers = serverIds(cluster.topology.servers)
  const within = <T>(what: string, work: () => Promise<T>) =>
    waitUntil(what, work, { timeoutMs: readTimeoutMs, signal })

  const members = await within("etcd's member list", () => membersOf(session))
  record({ type: 'members', members, purpose: 'final' })

  const fact = async (subject: string, look: () => Promise<{ holds: boolean; seen: string }>) => {
    const { holds, seen } = await look().catch(error => ({ holds: false, seen: messageOf(error) }))
    record({ type: 'final', subject, holds, seen })
  }
  // Of a server that was replaced or wiped the check of its return tells, of one that was added that of its joining.
  const replaced = injections.filter(forgets).map(({ node }) => node)
  const isKept = ({ node }: MemberRecord) =>
    node === undefined || (!replaced.includes(node) && formedMembers.some(member => member.node === node))
  const ids = (list: readonly MemberRecord[]) =>
    list
      .filter(isKept)
      .map(({ id }) => id)
      .sort()
      .join(', ')
  const memberCount = memberIds(cluster.topology).length
  if (memberCount > 0)
    await fact('every member of etcd that was left alone has the id that it had', async () => ({
      holds: ids(members) === ids(formedMembers),
      seen: `${ids(formedMembers)} became ${ids(members)}`,
    }))
  if (memberCount > 0)
    await fact('every member of etcd votes', async () => {
      const learners = members.filter(({ voter }) => !voter).map(({ name }) => name)
      return {
        holds: learners.length === 0 && members.length === memberCount,
        seen: `${members.length} members, learners: ${learners.join(', ') || 'none'}`,
      }
    })
  for (const node of datastoreIds(cluster.topology)) {
    await fact(`${node} answers a query`, async () => {
      await expectAnswer(cluster, node)
      return { holds: true, seen: 'it does' }
    })
  }
  await fact('every Node is Ready', async () => {
    const ready = await readyNodes(kube)
    const nodes = kubeletIds(cluster.topology)
    return { holds: nodes.every(node => ready.includes(fileName(node))), seen: `Ready: ${ready.join(', ')}` }
  })
  await fact("every server is in the kubernetes Service's endpoints", async () => {
    const addresses = await kubernetesEndpoints(kube)
    return { holds: servers.every(server => addresses.includes(ipOf(cluster, server))), seen: addresses.join(', ') }
  })
  const { coredns } = cluster.topology.addOns
  if (coredns > 0)
    await fact('every replica of CoreDNS is available', async () => {
      await within('every replica of CoreDNS', () => expectDeployment(kube, 'coredns'))
      return { holds: true, seen: `${coredns} of ${coredns}` }
    })
}
