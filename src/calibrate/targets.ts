import { isPartial, type Kind, kinds } from './kind.ts'
import { mustFind } from './must-find.ts'
import type { Observation, ObservedOutage } from './observe.ts'
import { spreadOf } from './spread.ts'

/** One promise of the prober at 20 Hz, and what became of it. */
export interface Target {
  what: string
  limit: string
  measured: string
  holds: boolean
}

export interface Cost {
  /** The prober's CPU time over that of a bare loop that sent the same requests beside it. */
  cpuRatio: number
  residentMiB: number
}

interface Demands {
  /** 300 in a full calibration. */
  cleanWindows: number
}

const edgeLimitMs: Record<Kind, number> = {
  refuse: 60,
  reset: 60,
  '503': 60,
  'black hole': 100,
  hang: 100,
  pause: 100,
  'one in three hung': 600,
  'one in three gone': 600,
}
/** Below this a stall's edges are not promised, only that it is found. */
const stallEdgeUs = 500_000
const cpuRatioLimit = 1.5
const residentLimitMiB = 150

/** Judges what Holdfast's prober saw. A target for which nothing was measured does not hold. */
export function judgeTargets(own: readonly Observation[], cost: Cost, { cleanWindows }: Demands): Target[] {
  const windows = own.reduce((sum, { clean }) => sum + (clean?.windows ?? 0), 0)
  const alarms = own.reduce((sum, each) => sum + (each.clean?.alarmed ?? each.falseAlarms), 0)
  return [
    ...kinds.map(kind => foundTarget(kind, own)),
    ...kinds.flatMap(kind => (['begin', 'end'] as const).map(edge => edgeTarget(kind, edge, own))),
    {
      what: `false alarms in ${cleanWindows} clean windows of 10 s, and between outages`,
      limit: '0',
      measured: `${alarms} in ${windows}`,
      holds: alarms === 0 && windows >= cleanWindows,
    },
    {
      what: "CPU, against a bare loop's",
      limit: `${cpuRatioLimit}`,
      measured: cost.cpuRatio.toFixed(2),
      holds: cost.cpuRatio <= cpuRatioLimit,
    },
    {
      what: 'memory, resident at most',
      limit: `${residentLimitMiB} MiB`,
      measured: `${Math.round(cost.residentMiB)} MiB`,
      holds: cost.residentMiB <= residentLimitMiB,
    },
  ]
}

const outagesOfKind = (kind: Kind, own: readonly Observation[]): (readonly [Observation, ObservedOutage])[] =>
  own.filter(each => each.kind === kind).flatMap(each => each.outages.map(outage => [each, outage] as const))

function foundTarget(kind: Kind, own: readonly Observation[]): Target {
  const due = outagesOfKind(kind, own).filter(([where, outage]) => mustFind(where, outage))
  const found = due.filter(([, { errors }]) => errors !== undefined).length
  const needed = isPartial(kind) ? 0.99 : 1
  return {
    what: `${kind}: found`,
    limit: `${needed * 100} %`,
    measured: `${found} of ${due.length}`,
    holds: due.length > 0 && found >= due.length * needed,
  }
}

function edgeTarget(kind: Kind, edge: 'begin' | 'end', own: readonly Observation[]): Target {
  const leastUs = edgeLimitMs[kind] === 100 ? stallEdgeUs : 0
  const errors = outagesOfKind(kind, own).flatMap(([, { lengthUs, errors }]) => {
    const errorUs = edge === 'begin' ? errors?.beginUs : errors?.endUs
    return errorUs === undefined || lengthUs < leastUs ? [] : [errorUs]
  })
  const spread = spreadOf(errors)
  return {
    what: `${kind}: ${edge}, p99`,
    limit: `${edgeLimitMs[kind]} ms`,
    measured: spread ? `${Math.round(spread.p99Us / 1000)} ms of ${spread.count}` : 'not measured',
    holds: spread !== undefined && spread.p99Us <= edgeLimitMs[kind] * 1000,
  }
}
