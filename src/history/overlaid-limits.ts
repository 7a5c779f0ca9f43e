import { type Limits, limitsMean } from './limits.ts'
import type { Manifest } from './manifest.ts'
import { withModelLimits } from './model-limits.ts'

/** A run's limits with those that another file names in their place: what it does not name stays as the run had it. */
export function overlaidLimits(named: Limits, { limits: own, series, topology }: Manifest): Limits {
  // Limits of an operation would not reach a series that the run limits by its id.
  const isReplaced = (id: string) =>
    series.some(each => each.id === id && Object.keys(named.series).some(name => limitsMean(name, each)))
  const kept = Object.fromEntries(Object.entries(own.series).filter(([name]) => !isReplaced(name)))
  const { fromModel, ...written } = { ...own, ...named, series: { ...kept, ...named.series } }
  if (fromModel === undefined) return written
  // A history from before the model had a limit for something stays without it.
  const model = withModelLimits(written, series, topology)
  return { ...model, fromModel: model.fromModel.filter(each => fromModel.includes(each)) }
}
