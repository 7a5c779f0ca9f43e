import type { Topology } from '../topology/topology.ts'
import type { Limits } from './limits.ts'
import type { Operation, SeriesDefinition } from './records.ts'

/** What a limit may come from the model for: an operation through the balancer, or a stage of recovery. */
export type ModelLimit = Operation | 'schedule' | 'failover' | 'rejoin' | 'join'

/** Limits with what their author left to the model: every operation through the balancer, and stages that have a theory. */
export function withModelLimits(
  limits: Limits,
  series: readonly SeriesDefinition[],
  topology: Topology,
): Limits & { fromModel: ModelLimit[] } {
  const open = series.filter(
    ({ id, path, operation }) => path === 'lb' && !(id in limits.series) && !(operation in limits.series),
  )
  const fromModel: ModelLimit[] = [...new Set(open.map(({ operation }) => operation))]
  if (limits.scheduleMs === undefined) fromModel.push('schedule')
  if (limits.failoverMs === undefined && topology.agents > 0) fromModel.push('failover')
  if (limits.rejoinMs === undefined) fromModel.push('rejoin')
  if (limits.joinMs === undefined) fromModel.push('join')
  return { ...limits, fromModel }
}
