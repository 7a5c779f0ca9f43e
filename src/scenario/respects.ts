import { nowUs } from '../base/clock.ts'
import { expectAnswer } from '../cluster/start-datastore.ts'
import type { RejoinStage } from '../history/records.ts'
import { rejoinStagesOf } from '../history/rejoin-stages.ts'
import { kubernetesEndpoints } from '../kube/endpoints.ts'
import { nodeLeaseMs, readiness } from '../kube/nodes.ts'
import { fileName, type NodeId, roleOf } from '../topology/node-id.ts'
import { membersOf } from './members-of.ts'
import type { Session } from './session.ts'

/** One respect in which a node must come back. */
export interface Respect {
  stage: RejoinStage
  what: string
  observe: (signal: AbortSignal) => Promise<string>
}

/** The respects in which this node must come back, each with the look that shows it. */
export function respectsOf(
  session: Session,
  node: NodeId,
  stages: readonly RejoinStage[] = rejoinStagesOf(session.cluster.topology, node),
): Respect[] {
  return allRespects(session, node).filter(({ stage }) => stages.includes(stage))
}

function allRespects(session: Session, node: NodeId): Respect[] {
  const { cluster, balancerWatch, formedMembers } = session
  const { observer, kube } = cluster
  const healedAtUs = nowUs()
  const name = fileName(node)
  const own = async () => (await membersOf(session)).find(member => member.node === node)
  const before = formedMembers.find(member => member.node === node)
  return [
    {
      stage: 'member',
      what: `${node} to be a member of etcd that answers`,
      observe: async () => {
        const member = await own()
        if (!member) throw new Error('it is in no member list')
        const statuses = await observer.statuses()
        if (!statuses.some(status => status.node === node)) throw new Error('its etcd does not answer')
        if (!before) return `member ${member.id}`
        return `member ${member.id}${member.id === before.id ? ', as before' : `, before ${before.id}`}`
      },
    },
    {
      stage: 'voter',
      what: `${node} to vote in etcd`,
      observe: async () => {
        const member = await own()
        const statuses = await observer.statuses()
        const status = statuses.find(status => status.node === node)
        if (!member?.voter || !status || status.leader === '0')
          throw new Error(member ? 'it is a learner or knows no leader' : 'it is no member')
        return `it votes and knows leader ${status.leader} of term ${status.term}`
      },
    },
    roleOf(node) === 'lb' ? balancerAnswers(session, node) : datastoreAnswers(session, node),
    {
      stage: 'ready',
      what: `Node ${name} to be Ready`,
      observe: async () => {
        const item = await kube.core.readNode({ name })
        const condition = item.status?.conditions?.find(({ type }) => type === 'Ready')
        if (readiness(item) !== 'True') throw new Error(`it is ${condition?.status}: ${condition?.message}`)
        // Unless its kubelet was heard of since the start, Ready only means that nobody noticed.
        const renewedMs = await nodeLeaseMs(kube, name)
        if (!isSince(renewedMs, healedAtUs)) throw new Error('its kubelet renewed no lease since its start')
        return `Ready, lease renewed at ${new Date(renewedMs).toISOString()}`
      },
    },
    {
      stage: 'endpoints',
      what: `${node} in the endpoints of Service kubernetes`,
      observe: async () => {
        if (!(await observer.isReady(node))) throw new Error('its API is not ready')
        const addresses = await kubernetesEndpoints(kube)
        if (!addresses.includes(cluster.node(node).ip)) throw new Error(`the endpoints are ${addresses.join(', ')}`)
        return addresses.join(', ')
      },
    },
    {
      stage: 'balancer',
      what: `the load balancer to lead a client to ${node}`,
      observe: async signal => {
        if (!(await observer.isReady(node))) throw new Error('its API is not ready')
        const line = await balancerWatch.servedBy(cluster.node(node).ip, signal)
        return `a connection of ${Math.round(line.sessionMs)} ms to ${line.upstreams.at(-1)}`
      },
    },
  ]
}

const datastoreAnswers = ({ cluster }: Session, node: NodeId): Respect => ({
  stage: 'answers',
  what: `${node} to answer a query`,
  observe: async () => {
    await expectAnswer(cluster, node)
    return 'it answers what a server would ask it'
  },
})

const balancerAnswers = ({ cluster: { observer } }: Session, node: NodeId): Respect => ({
  stage: 'answers',
  what: `${node} to lead a client to a server that is ready`,
  observe: async () => {
    if (!(await observer.isReady(node))) throw new Error('the API behind it is not ready')
    return `client:0 asked ${node} directly: ready`
  },
})

/** The wall clock may be set meanwhile: only a stamp's age is compared. */
function isSince(wallMs: number, sinceUs: number): boolean {
  const ageMs = Date.now() - wallMs
  return ageMs >= -1000 && ageMs <= (nowUs() - sinceUs) / 1000
}
