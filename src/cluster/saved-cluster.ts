import { readFile } from 'node:fs/promises'
import { BadInputError } from '../base/errors.ts'
import type { FormationStep } from '../history/formation-stage.ts'
import { formationOfAnySchema } from '../history/old-formation-stage.ts'
import type { MemberRecord } from '../history/records.ts'
import { replaceDurably } from '../run/durable-file.ts'
import { stateFile } from '../run/state.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { ClusterFacts } from './cluster-facts.ts'

/** A cluster that stands, as whoever used it last left it. */
export interface SavedCluster {
  facts: ClusterFacts
  /** Administrator's, for people. */
  kubeconfig: string
  /** The namespace of the run that used it last. */
  namespace: string
  /** That run, and what it was about. */
  leftBy: { runId: string; title: string }
  /** The stages of its formation, in ms from its begin. */
  formation: FormationStep[]
  /** etcd's members as they were left. */
  members: MemberRecord[]
  /** When each node's container had started, by the wall clock in ms. */
  startedAtMs: Map<NodeId, number>
}

const fileOf = (id: string): string => stateFile(id, 'cluster.json')

/** Keeps it in the state of the run that formed it, for its owner's eyes only. @throws HoldfastError */
export const saveCluster = (cluster: SavedCluster): Promise<void> =>
  replaceDurably(fileOf(cluster.facts.runId), JSON.stringify(cluster, plainMaps))

/** The cluster that the run `id` formed and somebody left standing. @throws BadInputError when there is none */
export async function readSavedCluster(id: string): Promise<SavedCluster> {
  try {
    const saved = JSON.parse(await readFile(fileOf(id), 'utf8'), revivedMaps) as SavedCluster
    return { ...saved, formation: formationOfAnySchema(saved.formation) }
  } catch (cause) {
    throw new BadInputError(`no cluster '${id}' was left standing here`, { cause })
  }
}

const plainMaps = (_: string, value: unknown): unknown => (value instanceof Map ? { entries: [...value] } : value)

function revivedMaps(_: string, value: unknown): unknown {
  const isMap = typeof value === 'object' && value !== null && Object.keys(value).join() === 'entries'
  return isMap ? new Map((value as { entries: [unknown, unknown][] }).entries) : value
}
