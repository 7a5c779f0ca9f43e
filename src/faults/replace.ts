import { FaultError } from '../base/errors.ts'
import { once } from '../base/once.ts'
import { setUpstreams } from '../cluster/balancer.ts'
import { readyServer } from '../cluster/ready-server.ts'
import { roleOf } from '../topology/node-id.ts'
import { upstreamsOf } from '../topology/select-nodes.ts'
import type { Fault } from './fault.ts'
import { graceSeconds } from './grace-seconds.ts'
import { leaveCluster } from './leave-cluster.ts'
import { requireSpareVoter } from './require-spare-voter.ts'
import { endContainerBy, startAgain } from './stop-container.ts'

/**
 * Takes a server away for good and puts another one in its place: out of the balancer, stopped, its Node deleted and its
 * member of etcd with it, and its container removed with its volumes. Healed, a new container joins under its name and
 * address. It is stopped first, because a server that lost its member may be started again by its policy
 * and join by itself, or, as the first one, found a cluster of its own.
 */
export const replace: Fault = {
  kind: 'replace',
  summary: 'takes a server away for good; healed, a new one joins under its name and address',
  targetRoles: ['server'],
  effect: () => ({ does: 'end', graceful: true, losesIdentity: true }),
  async inject(context, node) {
    if (roleOf(node) !== 'server') throw new FaultError(`${node} is no server: only servers are replaced`)
    const { cluster, journal, signal } = context
    const victim = cluster.node(node)
    await requireSpareVoter(cluster, node, signal)
    const through = await readyServer(cluster, node)
    const others = upstreamsOf(cluster.topology).filter(each => each !== node)
    if (others.length > 0) await setUpstreams(cluster, others)
    const { undo, begin } = await endContainerBy(() => victim.stop(graceSeconds), context, node)
    await leaveCluster(cluster, node, signal)
    await context.keepWords(node)
    await victim.remove()
    await journal.done(undo)
    const evidence = `${begin.evidence}; its Node and its member are listed no more, its container and volumes are removed`
    return {
      begin: { ...begin, evidence },
      heal: once(async () => {
        await cluster.createJoiner(victim.address, through)
        return startAgain(context, node)
      }),
    }
  },
}
