import type { RunReport } from '../report-schema.ts'
import type { MeasureHead } from './comparison-schema.ts'
import { type Floor, formationFloor, gapFloor, lostFloor, memoryFloor, theoryOfCheck } from './floors.ts'
import { lostShare } from './lost-share.ts'

/** One column of the comparison. */
export interface Measure extends MeasureHead {
  of(report: RunReport): number | undefined
  floor(report: RunReport): Floor | undefined
}

const operations = { 'cached-read': 'cached reads', 'quorum-read': 'quorum reads', write: 'writes' } as const
const connections = ['new', 'reused'] as const

/** The longest gap of each kind of request through the balancer. */
const gaps = Object.entries(operations).flatMap(([operation, group]) =>
  connections.map((connection): Measure => {
    const series = `lb/${operation}/${connection}`
    return {
      id: `${operation}/${connection}`,
      title: connection,
      group,
      unit: 'ms',
      of: report => longestGapMs(report, series),
      floor: report => gapFloor(report, series),
    }
  }),
)

/** All columns, in the order in which they are shown. */
export const measures: readonly Measure[] = [
  ...gaps,
  { id: 'lost', title: 'new', group: 'lost', unit: 'share', of: lostShare, floor: lostFloor },
  {
    id: 'schedule',
    title: 'new pod',
    group: '',
    unit: 'ms',
    of: ({ recovery }) => recovery.find(({ stage }) => stage.kind === 'new-pod' && stage.stage === 'running')?.afterMs,
    floor: report => theoryOfCheck(report, 'schedule'),
  },
  {
    id: 'rejoin',
    title: 'rejoin',
    group: '',
    unit: 'ms',
    of: rejoinMs,
    // How long a server takes to start no theory says.
    floor: () => undefined,
  },
  {
    id: 'formation',
    title: 'formed',
    group: '',
    unit: 'ms',
    // Of a cluster that was taken over it is another run's.
    of: ({ formation, takenOver }) =>
      takenOver ? undefined : formation.find(({ stage }) => stage === 'formed')?.afterMs,
    floor: formationFloor,
  },
  { id: 'memory', title: 'memory', group: '', unit: 'bytes', of: memoryOfCluster, floor: memoryFloor },
]

function longestGapMs({ series }: RunReport, id: string): number | undefined {
  const probed = series.find(({ definition }) => definition.id === id)
  if (probed === undefined || probed.samples === 0) return undefined
  const lengths = [...probed.stalled.outages, ...probed.failed.outages].map(({ fromUs, toUs }) => toUs - fromUs)
  return Math.max(0, ...lengths) / 1000
}

/** Until the last respect in which a server came back; undefined when one of them did not. */
function rejoinMs({ recovery, checks }: RunReport): number | undefined {
  const failed = checks.some(({ kind, measuredValue }) => kind === 'rejoin' && measuredValue?.outcome !== undefined)
  if (failed) return undefined
  const ofServers = recovery.filter(({ stage }) => stage.kind === 'rejoined' && stage.node.startsWith('server:'))
  const times = ofServers.map(({ afterMs }) => afterMs)
  return times.length === 0 ? undefined : Math.max(...times)
}

/** Of all nodes but the one that observes. */
function memoryOfCluster({ memory }: RunReport): number | undefined {
  const nodes = memory.filter(({ node }) => !node.startsWith('client:'))
  return nodes.length === 0 ? undefined : nodes.reduce((sum, { bytes }) => sum + bytes, 0)
}
