import { cpus, release, totalmem } from 'node:os'
import { clockAnchor } from '../base/clock.ts'
import { ownCommand } from '../base/own-command.ts'
import { generatorName } from '../base/seed.ts'
import { balancerFiles } from '../cluster/balancer-files.ts'
import type { ClusterContainers } from '../cluster/cluster.ts'
import { datastoreOf } from '../cluster/datastores/datastore-of.ts'
import type { Manifest, TakenOver } from '../history/manifest.ts'
import { historySchemaVersion } from '../history/records.ts'
import { holdfastVersion } from '../run/version.ts'
import type { LintFinding } from '../topology/lint/finding.ts'
import { memberIds } from '../topology/nodes-of.ts'
import type { Scenario } from './definition.ts'

interface Origin {
  runId: string
  takenOver: TakenOver | undefined
  scenario: Scenario
  file: string
  seed: number
  topologyFlags: string
  command: string | undefined
  lint: LintFinding[]
}

/** The head of a run's history. */
export function buildManifest(cluster: ClusterContainers, origin: Origin): Manifest {
  const { engine, topology } = cluster
  const { runId, takenOver, scenario, file, seed, topologyFlags, lint } = origin
  const { mustFail, mustPass } = scenario
  const again = `${ownCommand} run ${file} --seed ${seed} ${topologyFlags}`.trimEnd()
  return {
    schema: historySchemaVersion,
    runId,
    scenario: { title: scenario.title, file, tags: scenario.tags },
    seed,
    generator: generatorName,
    holdfast: holdfastVersion(),
    topology,
    lint,
    nodes: cluster.nodes,
    balancerFiles: balancerFiles(cluster),
    limits: scenario.limits,
    ...(mustFail.length > 0 && { control: { mustFail, mustPass } }),
    series: scenario.series,
    images: cluster.images,
    engine: { name: engine.name, version: engine.version, private: engine.isPrivate },
    host: { kernel: release(), cores: cpus().length, memoryBytes: totalmem() },
    clock: clockAnchor(),
    ...(takenOver && { takenOver }),
    ...etcdTimersOf(cluster),
    command: origin.command ?? again,
    streams: ['harness', 'client-0', 'ledger-0', 'lb-0'],
  }
}

/** Nothing where there is no etcd. */
function etcdTimersOf({ topology, distribution }: ClusterContainers): Pick<Manifest, 'etcd'> {
  if (memberIds(topology).length === 0) return {}
  return { etcd: datastoreOf(topology).etcdTimers ?? distribution.embeddedEtcd.timers }
}
