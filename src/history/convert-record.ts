import { type FormationStage, type FormationStep, formationStages } from './formation-stage.ts'
import type { Manifest } from './manifest.ts'
import type { HistoryRecord } from './records.ts'

/** What schemas before the third called the steps of a formation. */
const stagesBefore3: Record<string, FormationStage> = {
  'started again': 'started-again',
  'datastore ready': 'datastore-ready',
  'etcd answers': 'etcd-answers',
  'API ready': 'api-ready',
  'all members vote': 'members-vote',
  'all nodes Ready': 'nodes-ready',
  'pod image imported': 'pod-image-imported',
  'CoreDNS ready': 'coredns-ready',
  'metrics-server ready': 'metrics-server-ready',
  'replicas running': 'replicas-running',
}

/** A step of a formation by its name of any schema; undefined for one that nobody knows. */
export const formationStageOf = (name: string): FormationStage | undefined =>
  stagesBefore3[name] ?? formationStages.find(stage => stage === name)

/** A record of an older schema as today's would be. Here, and nowhere else, stands what has changed. */
export function convertRecord(record: HistoryRecord, schema: number): HistoryRecord {
  if (schema >= 3) return record
  return record.type === 'stage' ? { ...record, stage: formationStageOf(record.stage) ?? record.stage } : record
}

/** The head of a history of an older schema as today's would be. */
export function convertManifest(manifest: Manifest): Manifest {
  const { schema, takenOver } = manifest
  if (schema >= 3 || takenOver === undefined) return manifest
  return { ...manifest, takenOver: { ...takenOver, formation: convertFormation(takenOver.formation) } }
}

/** Steps of a formation that an older Holdfast wrote down. */
export const convertFormation = (steps: readonly FormationStep[]): FormationStep[] =>
  steps.map(step => ({ ...step, stage: formationStageOf(step.stage) ?? step.stage }))
