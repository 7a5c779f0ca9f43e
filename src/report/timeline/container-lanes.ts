import { formatUs } from '../../base/duration.ts'
import type { EngineAction, HarnessRecord } from '../../history/records.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import type { NodeId } from '../../topology/node-id.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'
import { segment } from './segment.ts'

type EngineRecord = Extract<HarnessRecord, { type: 'engine' }>

/** Each container's life as the engine tells it: up, and down with its exit code and whose doing it was. */
export function containerLanes(axis: Axis, harness: readonly HarnessRecord[], nodes: readonly NodeAddress[]): Html[] {
  const records = harness.filter(record => record.type === 'engine')
  // Of a cluster that stood already some nodes have no event.
  const quiet = nodes.map(({ id }): [NodeId, EngineRecord[]] => [id, []])
  return [...new Map([...quiet, ...Map.groupBy(records, record => record.node)])]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, ofNode]) => lane({ label: name, hint: 'container' }, [...lives(axis, ofNode), ...marks(axis, ofNode)]))
}

/** What changes a life; a container of whom nothing was heard before had been up. */
const turns: readonly EngineAction[] = ['start', 'die', 'pause', 'unpause']

function lives(axis: Axis, records: readonly EngineRecord[]): (Html | undefined)[] {
  const changes = records.filter(({ action }) => turns.includes(action))
  const ends = [...changes.slice(1).map(({ atUs }) => atUs), axis.toUs]
  const first = changes[0]
  const before = first?.action === 'start' ? undefined : segment(axis, up(axis.fromUs, first?.atUs ?? axis.toUs))
  return [
    before,
    ...changes.map((change, index) => {
      const [fromUs, toUs] = [change.atUs, ends[index]!]
      if (change.action === 'die') return segment(axis, down(change, toUs))
      return segment(axis, change.action === 'pause' ? frozen(fromUs, toUs) : up(fromUs, toUs))
    }),
  ]
}

const up = (fromUs: number, toUs: number) => ({ fromUs, toUs, text: 'up', tone: 'good' as const })

const frozen = (fromUs: number, toUs: number) => ({
  fromUs,
  toUs,
  text: `frozen for ${formatUs(toUs - fromUs)}`,
  tone: 'bad' as const,
})

function down({ atUs, exitCode }: EngineRecord, toUs: number) {
  const code = exitCode === undefined ? '' : `, exit code ${exitCode}`
  const text = `down for ${formatUs(toUs - atUs)}${code}`
  return { fromUs: atUs, toUs, text, tone: 'bad' as const }
}

const marks = (axis: Axis, records: readonly EngineRecord[]): Html[] =>
  records
    .filter(({ atUs }) => atUs >= axis.fromUs && atUs <= axis.toUs)
    .map(
      ({ atUs, action }) =>
        html`<i class="event ${action}" style="left:${axis.percent(atUs)}%" title="${`${action} at ${axis.say(atUs)}`}"></i>`,
    )
