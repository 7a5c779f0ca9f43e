import { formatUs } from '../../base/duration.ts'
import type { AdditionCheck } from '../../checks/addition.ts'
import type { WrongMember } from '../../checks/changed-member.ts'
import type { RejoinCheck } from '../../checks/rejoin.ts'
import type { RejoinStage } from '../../history/records.ts'
import { allowedText } from './allowed-text.ts'
import type { Catalogue } from './catalogue.ts'
import type { CheckTexts } from './check-texts.ts'

/** What a node becomes with each stage. */
const becomes: Record<RejoinStage, string> = {
  member: 'a member of etcd',
  voter: 'a voter',
  ready: 'Ready',
  endpoints: 'among the endpoints',
  balancer: 'served by the balancer',
  answers: 'something that answers',
}

const becomesAgain = { ...becomes, member: 'a member of etcd with the id that it should have' }

const wrongMember: Catalogue<WrongMember> = {
  'old-member-left': ({ node, member, besideNew }) =>
    `member ${member} of the ${node} that is no more is still listed${besideNew ? ' beside the new one' : ''}`,
  'member-changed': ({ node, before, now }) =>
    `${node} came back as another member of etcd: ${before} before, ${now} now`,
  learner: ({ node }) => `${node} is a learner in the final member list, not a voter`,
}

/** That a node that was started came, or came back, in every respect. */
export const arrivalTexts: CheckTexts<RejoinCheck | AdditionCheck> = {
  promise: {
    rejoin: ({ node, isReplaced }) =>
      `${node} ${isReplaced ? 'is replaced' : 'comes back as what it was'}, in every respect`,
    join: ({ node, through }) => `${node} joins the running cluster through ${through}, in every respect`,
  },
  reason: {
    'start-unseen': ({ node, way }) =>
      `the engine tells of no start of ${node}${way === 'rejoin' ? ' after its fault' : ''}`,
    'not-arrived': ({ node, way, missing, observed }) => {
      const words = way === 'rejoin' ? becomesAgain : becomes
      const become = missing.map(stage => words[stage]).join(', ')
      if (observed.length === 0) return `it was not observed that ${node} became ${become}`
      return `${node} did not become ${become}; ${observed.map(words => `seen: ${words}`).join(', ')}`
    },
    arrived: ({ node, way, afterUs, ...limit }) =>
      `${node} ${way === 'rejoin' ? 'served again' : 'served'} in every respect ${formatUs(afterUs)} after its start${allowedText(limit)}`,
    ...wrongMember,
  },
  seen: {
    'stages-reached': ({ stages }) =>
      `after its start: ${stages.map(({ stage, afterUs }) => `${stage} ${formatUs(afterUs)}`).join(', ') || 'nothing'}`,
    ...wrongMember,
  },
}
