import { nowUs } from '../base/clock.ts'
import { WaitTimeoutError } from '../base/errors.ts'
import { pause, waitUntil } from '../base/wait-until.ts'
import { ipOf } from '../cluster/cluster.ts'
import type { MemberRecord, RejoinStage } from '../history/records.ts'
import { kubernetesEndpoints } from '../kube/endpoints.ts'
import { nodeLeaseMs, readiness } from '../kube/nodes.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'
import type { Session } from './session.ts'

const defaultLimitMs = 120_000
// Beyond its limit a node is still watched this long, so that the report can say how late it was.
const graceMs = 15_000
// So that one more look is taken at a node that ends again and again.
const shortestMs = 2000

/** Waits until every healed node is back in every respect; what does not come is a finding. */
export async function settle({ injections }: Session): Promise<void> {
  await Promise.all(injections.map(({ returned }) => returned))
}

/**
 * Follows a node that was just healed until it is back, each respect for itself, while the story goes on; anew whenever
 * it ends meanwhile to be started again, which by design it may for `aftermathMs`.
 */
export async function followReturn(session: Session, node: NodeId, aftermathMs = 0): Promise<void> {
  const { signal, injections, scenario, engineWatch } = session
  const deadlineUs = nowUs() + ((scenario.limits.rejoinMs ?? defaultLimitMs) + graceMs) * 1000
  const lastFault = () => injections.findLast(injection => injection.node === node)?.id
  const healed = lastFault()
  const aftermath = pause(aftermathMs, signal)
  const leftMs = () => Math.max(shortestMs, Math.round((deadlineUs - nowUs()) / 1000))
  for (let hasEnded = true; hasEnded; ) {
    const life = new AbortController()
    let started: Promise<unknown> | undefined
    const ended = engineWatch.next(node, 'die').then(() => {
      started = engineWatch.next(node, 'start')
      life.abort()
    })
    const follow = {
      timeoutMs: leftMs(),
      signal: AbortSignal.any([signal, life.signal]),
      // Of a node that another fault struck meanwhile, that fault's healing tells.
      isMine: () => lastFault() === healed,
    }
    const all = respects(session, node).map(respect => awaitRespect(session, node, respect, follow))
    await Promise.all([...all, Promise.race([aftermath, ended])])
    signal.throwIfAborted()
    hasEnded = life.signal.aborted
    // What is seen of a node between two lives is left over from the first.
    await Promise.race([started, pause(hasEnded ? leftMs() : 0, signal)])
  }
}

interface Respect {
  stage: RejoinStage
  what: string
  observe: (signal: AbortSignal) => Promise<string>
}

function respects(session: Session, node: NodeId): Respect[] {
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
        return `member ${member.id}${member.id === before?.id ? ', as before' : `, before ${before?.id}`}`
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
        if (!addresses.includes(ipOf(cluster, node))) throw new Error(`the endpoints are ${addresses.join(', ')}`)
        return addresses.join(', ')
      },
    },
    {
      stage: 'balancer',
      what: `the load balancer to lead a client to ${node}`,
      observe: async signal => {
        if (!(await observer.isReady(node))) throw new Error('its API is not ready')
        const line = await balancerWatch.servedBy(ipOf(cluster, node), signal)
        return `a connection of ${Math.round(line.sessionMs)} ms to ${line.upstreams.at(-1)}`
      },
    },
  ]
}

/** The wall clock may be set meanwhile: only a stamp's age is compared. */
function isSince(wallMs: number, sinceUs: number): boolean {
  const ageMs = Date.now() - wallMs
  return ageMs >= -1000 && ageMs <= (nowUs() - sinceUs) / 1000
}

interface Follow {
  timeoutMs: number
  /** Aborted when the node ended, or the run. */
  signal: AbortSignal
  isMine: () => boolean
}

async function awaitRespect(
  session: Session,
  node: NodeId,
  { stage, what, observe }: Respect,
  { timeoutMs, signal, isMine }: Follow,
): Promise<void> {
  session.awaiting(what)
  try {
    const evidence = await waitUntil(what, observe, { timeoutMs, signal })
    session.record({ type: 'recovered', node, stage, evidence })
  } catch (error) {
    if (signal.aborted) return
    // Not back in time is a finding for the checks, not an end of the run.
    if (!(error instanceof WaitTimeoutError)) throw error
    if (isMine()) session.record({ type: 'final', subject: `${node} ${stage}`, holds: false, seen: error.message })
  }
}

/** etcd's members, each with the node that it belongs to: k3s names a member NODENAME-xxxxxxxx. */
export async function membersOf({ cluster }: Pick<Session, 'cluster'>): Promise<MemberRecord[]> {
  const members = await cluster.observer.members()
  return members.map(member => ({
    node: cluster.nodes.find(({ id }) => member.name.replace(/-[0-9a-f]{8}$/, '') === fileName(id))?.id,
    ...member,
  }))
}
