import { nowUs } from '../../base/clock.ts'
import { FaultError } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { etcdctl } from '../../cluster/datastores/external-etcd.ts'
import type { Undo } from '../../run/journal.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { memberIds } from '../../topology/nodes-of.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { lostLeaseMs } from '../pause.ts'
import { proofBy } from '../proof.ts'
import { expectWriteRefused } from './expect-write-refused.ts'

const proofTimeoutMs = 10_000
// Whoever holds a lease ends for want of it: until one is back there may be no quorum to disarm an alarm by.
const disarmTimeoutMs = 60_000

/**
 * etcd's alarm that a member is out of space: from then on no member takes a write, all answer reads. It passes by itself
 * where a distribution's server clears all alarms when it starts: who cannot renew a lease ends, and starts again.
 */
export const spaceAlarm: Fault = {
  kind: 'space-alarm',
  summary:
    "etcd's alarm NOSPACE: it takes no more writes; over when it is disarmed, as some servers do when they start",
  targetRoles: ['server', 'etcd'],
  // It takes every write away: never where a quorum is to be kept.
  drawn: { weight: 1, lengthS: [shortestS, 30] },
  refusal: topology =>
    memberIds(topology).length === 0 ? `there is no etcd: ${topology.datastore} has no such alarm` : undefined,
  effect: () => ({ does: 'read-only' }),
  aftermathMs: lostLeaseMs,
  inject: raiseAlarm,
}

async function raiseAlarm({ cluster, journal, aboutToAct, signal }: FaultContext, node: NodeId): Promise<Injected> {
  const { observer, kube } = cluster
  if (!memberIds(cluster.topology).includes(node)) throw new FaultError(`${node} is no member of etcd`)
  await aboutToAct()
  const undo = await journal.append(undoOf(cluster, node), { deadlineMs: undoDeadlineMs })
  await observer.spaceAlarm(node, 'on')
  const [alarmed] = await observer.spaceAlarm(node)
  if (alarmed === undefined) throw new FaultError(`etcd lists no alarm of ${node}, which was just raised`)
  const begin = { atUs: nowUs(), evidence: `etcd lists the alarm NOSPACE of member ${alarmed}, ${node}` }
  const isOff = async () => {
    const left = await observer.spaceAlarm(node)
    if (left.length > 0) throw new Error(`the alarm of ${left.join(', ')} is on`)
  }
  return {
    begin,
    over: waitUntil('the alarm to pass', isOff, { timeoutMs: undoDeadlineMs, intervalMs: 250, signal }),
    proof: () =>
      proofBy(
        waitUntil('a write to be refused', () => expectWriteRefused(kube, /database space exceeded/), {
          timeoutMs: proofTimeoutMs,
          signal,
        }),
      ),
    heal: once(async () => {
      const disarm = async () => {
        const wasOn = (await observer.spaceAlarm(node)).length > 0
        if (wasOn) await observer.spaceAlarm(node, 'off')
        await isOff()
        return wasOn ? 'etcd lists no alarm any more' : 'etcd lists no alarm: a server that started had cleared it'
      }
      const evidence = await waitUntil('etcd to disarm its alarm', disarm, { timeoutMs: disarmTimeoutMs, signal })
      const atUs = nowUs()
      await journal.done(undo)
      return { atUs, evidence }
    }),
  }
}

/** What another process can do about it. */
function undoOf(cluster: Cluster, node: NodeId): Undo {
  const { containerId: id, role } = cluster.node(node)
  const command = role === 'server' ? cluster.driver.disarmAlarm : etcdctl('127.0.0.1', 'alarm', 'disarm')
  return { kind: 'in-node', id, command }
}
