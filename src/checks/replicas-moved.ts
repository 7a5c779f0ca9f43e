import type { FaultInstance } from '../history/fault-instance.ts'
import type { HarnessRecord } from '../history/records.ts'
import type { Facts } from './facts.ts'
import { downtime } from './fault-times.ts'
import { isNamed } from './lease-holders.ts'
import type { StageDetail } from './stage-detail.ts'

type PodRecord = Extract<HarnessRecord, { type: 'pod' }>

/**
 * When every replica that the victim took along had a successor that runs on another node. A victim that is back
 * (`backUs`) before any of them was given up needs none, and the detail says so; undefined if neither was seen.
 */
export function replicasMoved(
  fault: FaultInstance,
  { history }: Facts,
  backUs: number | undefined,
): { atUs: number; detail?: StageDetail } | undefined {
  const { node } = fault
  const { fromUs } = downtime(fault)
  const records = history.harness.filter(
    (record): record is PodRecord => record.type === 'pod' && record.purpose === 'replica',
  )
  const lives = [...Map.groupBy(records, ({ pod }) => pod).values()]
  const onVictim = lives.filter(life => {
    const last = life.findLast(({ atUs }) => atUs < fromUs)
    return last?.node !== undefined && last.stage !== 'gone' && isNamed(node, last.node)
  })
  if (onVictim.length === 0) return undefined
  const givenUp = onVictim.filter(life =>
    life.some(({ stage, atUs }) => stage === 'gone' && atUs >= fromUs && atUs < (backUs ?? Number.POSITIVE_INFINITY)),
  )
  if (givenUp.length === 0) {
    return backUs === undefined ? undefined : { atUs: backUs, detail: { kind: 'not-needed', node } }
  }
  const successors = lives
    .filter(([first]) => first!.atUs >= fromUs)
    .flatMap(life => life.find(record => record.stage === 'running' && !isNamed(node, record.node!)) ?? [])
    .map(({ atUs }) => atUs)
    .sort((a, b) => a - b)
  const atUs = successors[givenUp.length - 1]
  return atUs === undefined ? undefined : { atUs }
}
