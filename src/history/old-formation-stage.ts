import { type FormationStage, type FormationStep, formationStages } from './formation-stage.ts'

/** What schemas before the third called the steps of a formation, where it was something else. */
const oldNames: Record<string, FormationStage> = {
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
  oldNames[name] ?? formationStages.find(stage => stage === name)

/** The steps of a formation that an older Holdfast may have written down. */
export const formationOfAnySchema = (
  steps: readonly (Omit<FormationStep, 'stage'> & { stage: string })[],
): FormationStep[] =>
  steps.flatMap(step => {
    const stage = formationStageOf(step.stage)
    return stage === undefined ? [] : [{ ...step, stage }]
  })
