import { formatUs } from '../base/duration.ts'
import type { HarnessRecord, Operation } from '../history/records.ts'
import { rejoinStages } from '../history/records.ts'
import type { Facts } from './facts.ts'
import { downtime, type FaultStory, startAfter } from './fault-story.ts'
import { type Interval, overlap } from './interval.ts'
import type { RecoveryStage } from './judgement.ts'
import { heldBy, holdersBefore, isNamed } from './lease-holders.ts'
import { operationWords } from './operation-words.ts'
import { redundancyRestored } from './redundancy.ts'
import { stagesReached } from './rejoin.ts'
import { replicasMoved } from './replicas-moved.ts'
import { podsWhileDown } from './schedule.ts'

const judgedOperations: readonly Operation[] = ['cached-read', 'quorum-read', 'write']

/** The moments of recovery from each fault, in order of time. A stage that did not come is not there. */
export const recoveryOf = (facts: Facts): RecoveryStage[] =>
  facts.faults.flatMap(fault => stagesOf(fault, facts)).sort((a, b) => a.atUs - b.atUs)

function stagesOf(fault: FaultStory, facts: Facts): RecoveryStage[] {
  const { harness } = facts.history
  const { node } = fault.call
  const down = downtime(fault)
  const startUs = startAfter(fault, harness)
  const since = (from: 'fault' | 'start', baseUs: number) => (stage: string, atUs: number | undefined, note?: string) =>
    atUs === undefined
      ? []
      : [
          {
            fault: fault.id,
            stage,
            atUs,
            afterMs: Math.max(0, Math.round((atUs - baseUs) / 1000)),
            from,
            ...(note === undefined ? {} : { note }),
          },
        ]
  const afterFault = since('fault', down.fromUs)
  const pod = podsWhileDown({ ...facts, faults: [fault] })[0]
  const reached = startUs === undefined ? new Map() : stagesReached(node, startUs, harness)
  const moved = replicasMoved(fault, facts, reached.get('ready'))
  const wholeUs = redundancyRestored(fault, facts)
  const stages = [
    ...judgedOperations.flatMap(operation => {
      const back = backOf(operation, fault, facts)
      return afterFault(`${operationWords(operation)} back`, back?.atUs, back?.note)
    }),
    ...afterFault('node NotReady noticed', notReadyUs(fault, harness)),
    ...movedLeases(fault, harness).flatMap(({ lease, atUs }) => afterFault(`lease ${lease} moved`, atUs)),
    ...afterFault(
      `endpoints without ${node}`,
      endpointsUs(fault, facts, { fromUs: down.fromUs, toUs: startUs ?? Number.POSITIVE_INFINITY }, false),
    ),
    ...afterFault('new pod bound', pod?.boundUs),
    ...afterFault('new pod started', pod?.startedUs),
    ...afterFault('new pod running', pod?.runningUs),
    ...afterFault(`pods of ${node} replaced`, moved?.atUs, moved?.note),
    ...afterFault(
      'redundancy restored',
      wholeUs,
      wholeUs === undefined ? undefined : `degraded for ${formatUs(wholeUs - down.fromUs)}`,
    ),
  ]
  if (startUs !== undefined) {
    const afterStart = since('start', startUs)
    stages.push(...rejoinStages.flatMap(stage => afterStart(`${node} ${stage}`, reached.get(stage))))
    stages.push(
      ...afterStart(
        `endpoints with ${node}`,
        endpointsUs(fault, facts, { fromUs: startUs, toUs: Number.POSITIVE_INFINITY }, true),
      ),
    )
  }
  return stages
}

/** End of the longest outage that overlaps the node's downtime; the fault's begin if there was none. */
function backOf(
  operation: Operation,
  fault: FaultStory,
  { series }: Facts,
): { atUs: number; note?: string } | undefined {
  const mine = series.filter(({ definition: d }) => d.path === 'lb' && d.operation === operation)
  if (mine.length === 0) return undefined
  const down = { fromUs: fault.call.atUs, toUs: downtime(fault).toUs }
  const outages = mine
    .flatMap(({ failed, stalled }) => [...failed.outages, ...stalled.outages])
    .filter(o => overlap(o, down))
  if (outages.some(({ closed }) => !closed)) return undefined
  const longest = outages.toSorted((a, b) => b.toUs - b.fromUs - (a.toUs - a.fromUs))[0]
  return longest === undefined ? { atUs: downtime(fault).fromUs, note: 'never gone' } : { atUs: longest.toUs }
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

/** When the endpoints, as read within a time, first had the victim's address, or first lacked it. */
function endpointsUs(
  { call }: FaultStory,
  { history }: Facts,
  { fromUs, toUs }: Interval,
  present: boolean,
): number | undefined {
  const ip = history.manifest.nodes.find(({ id }) => id === call.node)?.ip
  if (ip === undefined) return undefined
  return history.harness.find(
    r =>
      r.type === 'endpoints' &&
      r.atUs >= fromUs &&
      r.atUs < toUs &&
      r.addresses.some(a => a.split(':')[0] === ip) === present,
  )?.atUs
}
