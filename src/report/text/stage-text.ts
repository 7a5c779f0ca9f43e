import { formatUs } from '../../base/duration.ts'
import type { StageDetail } from '../../checks/stage-detail.ts'
import type { StageKind } from '../../prediction/stage-kind.ts'
import { type Catalogue, textOf } from './catalogue.ts'
import { operationWords } from './operation-words.ts'

const catalogue: Catalogue<StageKind> = {
  'operation-back': ({ operation, by }) => `${operationWords(operation)}${by === 'pod' ? ' from a pod' : ''} back`,
  'not-ready': () => 'node NotReady noticed',
  'lease-moved': ({ lease }) => `lease ${lease} moved`,
  'endpoints-without': ({ node }) => `endpoints without ${node}`,
  'endpoints-with': ({ node }) => `endpoints with ${node}`,
  'new-pod': ({ stage }) => `new pod ${stage}`,
  'pods-replaced': ({ node }) => `pods of ${node} replaced`,
  rejoined: ({ node, stage }) => `${node} ${stage}`,
  'redundancy-restored': () => 'redundancy restored',
}

/** A moment of recovery in words. */
export const stageText = (stage: StageKind): string => textOf(catalogue, stage)

const details: Catalogue<StageDetail> = {
  'never-gone': () => 'never gone',
  'longest-outage': ({ us }) => `longest outage ${formatUs(us)}`,
  'degraded-for': ({ us }) => `degraded for ${formatUs(us)}`,
  'not-needed': ({ node }) => `not needed: ${node} was Ready again before`,
}

/** What the time of a moment of recovery does not say, in words. */
export const stageDetailText = (detail: StageDetail): string => textOf(details, detail)
