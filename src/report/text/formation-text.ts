import type { FormationStage } from '../../history/formation-stage.ts'

const texts: Record<FormationStage, string> = {
  started: 'started',
  'started-again': 'started again',
  answers: 'answers',
  'datastore-ready': 'datastore ready',
  'etcd-answers': 'etcd answers',
  joinable: 'joinable',
  'api-ready': 'API ready',
  'members-vote': 'all members vote',
  'nodes-ready': 'all nodes Ready',
  'pod-image-imported': 'pod image imported',
  'coredns-ready': 'CoreDNS ready',
  'metrics-server-ready': 'metrics-server ready',
  formed: 'formed',
  'replicas-running': 'replicas running',
}

/** A step of a formation in words. */
export const formationText = (stage: FormationStage): string => texts[stage]
