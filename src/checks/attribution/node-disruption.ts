import type { FaultInstance } from '../../history/fault-instance.ts'
import type { FormationStage } from '../../history/formation-stage.ts'
import type { History } from '../../history/history.ts'
import type { HarnessRecord, RejoinStage } from '../../history/records.ts'
import { type NodeId, roleOf } from '../../topology/node-id.ts'
import type { Interval } from '../interval.ts'
import { faultBegan, type NodeEvent } from './node-event.ts'

/** How a node may fail to serve. */
export type NodeState = 'ending' | 'down' | 'starting' | 'frozen' | 'cut' | 'degraded'

/** A stretch in which a node could not serve as it should, and the event that shows it. */
export interface NodeDisruption extends Interval {
  node: NodeId
  ip: string
  state: NodeState
  /** Of one that is cut: from whom. */
  from?: readonly NodeId[]
  event: NodeEvent
}

type EngineRecord = Extract<HarnessRecord, { type: 'engine' }>

/** What begins another state. That a container was stopped the engine says after it died, and while it is down. */
const turns = ['kill', 'die', 'start']

/** Every such stretch of a run, by the engine's events and the faults' own. Of a start nobody saw the end of, nothing is said. */
export function nodeDisruptions({ harness, manifest }: History, faults: readonly FaultInstance[]): NodeDisruption[] {
  const endUs = harness.at(-1)?.atUs ?? 0
  return manifest.nodes.flatMap(({ id: node, ip }) => {
    const events = harness.filter(
      (record): record is EngineRecord =>
        record.type === 'engine' && record.node === node && turns.includes(record.action),
    )
    const stretches = events.flatMap((event, index): NodeDisruption[] => {
      const next = events[index + 1]
      const toUs = next?.atUs ?? endUs
      if (event.action === 'kill') {
        // The signal was on its way from the call on; the engine's event came after it.
        const fault = faults.find(fault => fault.node === node && fault.beganUs === event.atUs)
        const fromUs = fault?.calledUs ?? event.atUs
        return [{ node, ip, fromUs, toUs, state: 'ending', event: { kind: 'signalled', node } }]
      }
      if (event.action === 'die') {
        return [{ node, ip, fromUs: event.atUs, toUs, state: 'down', event: { kind: 'died', node } }]
      }
      const servesAtUs = servesUs(node, event.atUs, harness)
      // It may end before it ever serves.
      const backUs = next && (servesAtUs === undefined || next.atUs < servesAtUs) ? next.atUs : servesAtUs
      if (backUs === undefined) return []
      return [{ node, ip, fromUs: event.atUs, toUs: backUs, state: 'starting', event: { kind: 'started', node } }]
    })
    const struck = faults
      .filter(fault => fault.node === node)
      .flatMap(fault => {
        const stretch = { node, ip, fromUs: fault.calledUs, toUs: fault.healedUs ?? endUs }
        const seen = whileItLasts(fault)
        return seen === undefined ? [] : [{ ...stretch, ...seen }]
      })
    return [...stretches, ...struck]
  })
}

/** What a node is while a fault is on that ends none of its processes. */
function whileItLasts(fault: FaultInstance): Pick<NodeDisruption, 'state' | 'from' | 'event'> | undefined {
  const { effect, node } = fault
  switch (effect.does) {
    case 'end':
    case 'read-only':
      return undefined
    case 'freeze':
      return { state: 'frozen', event: { kind: 'paused', node } }
    case 'cut':
      return { state: 'cut', from: effect.from, event: faultBegan(fault) }
    case 'degrade':
      return { state: 'degraded', event: faultBegan(fault) }
  }
}

/** Of each role, what shows that a started node serves: in formation its stage, later its recovery. */
const serves: Record<string, { stage: FormationStage; recovered: RejoinStage }> = {
  server: { stage: 'api-ready', recovered: 'endpoints' },
  etcd: { stage: 'answers', recovered: 'voter' },
  db: { stage: 'answers', recovered: 'answers' },
  lb: { stage: 'answers', recovered: 'answers' },
}

/** When a started node served, at the latest when the cluster had formed; undefined for one of which nobody says so. */
function servesUs(node: NodeId, startUs: number, harness: readonly HarnessRecord[]): number | undefined {
  const its = serves[roleOf(node)]
  const shows = (record: HarnessRecord): boolean => {
    if (record.type === 'recovered') return record.node === node && record.stage === its?.recovered
    return (
      record.type === 'stage' && (record.stage === 'formed' || (record.node === node && record.stage === its?.stage))
    )
  }
  return harness.find(record => record.atUs >= startUs && shows(record))?.atUs
}
