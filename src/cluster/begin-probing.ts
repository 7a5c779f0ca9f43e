import type { SeriesDefinition } from '../history/records.ts'
import type { Cluster } from './cluster.ts'
import { openInClusterPath } from './in-cluster-path.ts'

interface Options {
  signal: AbortSignal
  /** A line for the record. */
  note: (text: string) => void
}

/** Makes the ways that the series take, and begins to probe. */
export async function beginProbing(cluster: Cluster, series: SeriesDefinition[], options: Options): Promise<void> {
  const inCluster = series.filter(({ path }) => path === 'in-cluster')
  const targets = inCluster.length === 0 ? {} : await openInClusterPath(cluster, inCluster, options)
  cluster.observer.begin(series, targets)
}
