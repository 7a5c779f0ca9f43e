import type { HarnessRecord, Operation } from '../history/records.ts'
import { rejoinStages } from '../history/records.ts'
import type { Facts } from './facts.ts'
import { downtime, type FaultStory, startAfter } from './fault-story.ts'
import { overlap } from './interval.ts'
import type { RecoveryStage } from './judgement.ts'
import { heldBy, holdersBefore, isNamed } from './lease-holders.ts'
import { operationWords } from './operation-words.ts'
import { stagesReached } from './rejoin.ts'
import { podsWhileDown } from './schedule.ts'

const judgedOperations: readonly Operation[] = ['cached-read', 'quorum-read', 'write']

/** The moments of recovery from the first fault, in order of time. A stage that did not come is not there. */
export function recoveryOf(facts: Facts): RecoveryStage[] {
  const fault = facts.faults[0]
  if (fault === undefined) return []
  const { harness } = facts.history
  const down = downtime(fault)
  const startUs = startAfter(fault, harness)
  const since = (from: 'fault' | 'start', baseUs: number) => (stage: string, atUs: number | undefined) =>
    atUs === undefined ? [] : [{ stage, atUs, afterMs: Math.max(0, Math.round((atUs - baseUs) / 1000)), from }]
  const afterFault = since('fault', down.fromUs)
  const pod = podsWhileDown(facts)[0]
  const stages = [
    ...judgedOperations.flatMap(operation =>
      afterFault(`${operationWords(operation)} back`, backUs(operation, fault, facts)),
    ),
    ...afterFault('node NotReady noticed', notReadyUs(fault, harness)),
    ...movedLeases(fault, harness).flatMap(({ lease, atUs }) => afterFault(`lease ${lease} moved`, atUs)),
    ...afterFault(`endpoints without ${fault.call.node}`, endpointsUs(fault, facts, down.fromUs, false)),
    ...afterFault('new pod bound', pod?.boundUs),
    ...afterFault('new pod running', pod?.runningUs),
  ]
  if (startUs !== undefined) {
    const afterStart = since('start', startUs)
    const reached = stagesReached(fault.call.node, startUs, harness)
    stages.push(...rejoinStages.flatMap(stage => afterStart(`${fault.call.node} ${stage}`, reached.get(stage))))
    stages.push(...afterStart(`endpoints with ${fault.call.node}`, endpointsUs(fault, facts, startUs, true)))
  }
  return stages.sort((a, b) => a.atUs - b.atUs)
}

/** End of the longest outage that began while the node was down; the fault's begin if there was none. */
function backUs(operation: Operation, fault: FaultStory, { series }: Facts): number | undefined {
  const mine = series.filter(({ definition: d }) => d.path === 'lb' && d.operation === operation)
  if (mine.length === 0) return undefined
  const down = { fromUs: fault.call.atUs, toUs: downtime(fault).toUs }
  const outages = mine
    .flatMap(({ failed, stalled }) => [...failed.outages, ...stalled.outages])
    .filter(o => overlap(o, down))
  if (outages.some(({ closed }) => !closed)) return undefined
  const longest = outages.toSorted((a, b) => b.toUs - b.fromUs - (a.toUs - a.fromUs))[0]
  return longest?.toUs ?? downtime(fault).fromUs
}

const notReadyUs = ({ call }: FaultStory, harness: readonly HarnessRecord[]): number | undefined =>
  harness.find(r => r.type === 'node' && r.atUs > call.atUs && r.ready !== 'True' && isNamed(call.node, r.node))?.atUs

/** Leases that the victim held, with the moment at which another holder was first read. */
function movedLeases({ call }: FaultStory, harness: readonly HarnessRecord[]): { lease: string; atUs: number }[] {
  const held = [...holdersBefore(call.atUs, harness)].filter(([, holder]) => heldBy(call.node, holder))
  return held
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([lease, holder]) => {
      const moved = harness.find(
        r => r.type === 'lease' && r.lease === lease && r.atUs > call.atUs && ![holder, ''].includes(r.holder),
      )
      // An empty holder has released the lease, and nobody has it yet.
      return moved === undefined ? [] : [{ lease, atUs: moved.atUs }]
    })
}

/** When the endpoints, read after `fromUs`, first had the victim's address, or first lacked it. */
function endpointsUs({ call }: FaultStory, { history }: Facts, fromUs: number, present: boolean): number | undefined {
  const ip = history.manifest.nodes.find(({ id }) => id === call.node)?.ip
  if (ip === undefined) return undefined
  return history.harness.find(
    r => r.type === 'endpoints' && r.atUs >= fromUs && r.addresses.some(a => a.split(':')[0] === ip) === present,
  )?.atUs
}
