import { formatUs } from '../../base/duration.ts'
import type { AgentCheck } from '../../checks/agent-steady.ts'
import type { FailoverCheck } from '../../checks/failover.ts'
import type { RefusalCheck } from '../../checks/refusal.ts'
import type { ScheduleCheck } from '../../checks/schedule.ts'
import { allowedText } from './allowed-text.ts'
import { type Catalogue, textOf } from './catalogue.ts'
import type { CheckTexts } from './check-texts.ts'

type Checks = ScheduleCheck | FailoverCheck | AgentCheck | RefusalCheck

const seen: Catalogue<Checks['seen']> = {
  'pod-followed': ({ pod, boundAfterUs, runningAfterUs, deletedAfterUs }) =>
    [
      `${pod} created`,
      boundAfterUs === undefined ? 'never bound' : `bound after ${formatUs(boundAfterUs)}`,
      runningAfterUs === undefined ? 'never running' : `running after ${formatUs(runningAfterUs)}`,
      deletedAfterUs !== undefined && `deleted after ${formatUs(deletedAfterUs)}`,
    ]
      .filter(Boolean)
      .join(', '),
  'agent-stayed': ({ agent, server }) => `the calls of ${agent} went over no other server while ${server} was down`,
  moved: ({ from, to }) => `from ${from} to ${to}`,
  'node-not-ready': ({ ready }) => `its Node became Ready=${ready}`,
  'pod-lost': ({ pod }) => `its pod ${pod} was lost`,
  'without-renewal': ({ forUs }) => `${formatUs(forUs)} without a renewal of its lease`,
  'has-node': ({ name }) => `it has a Node ${name}`,
  'is-member': ({ member, voter }) => `it is member ${member}, ${voter ? 'a voter' : 'a learner'}`,
  ended: ({ exitCode }) => (exitCode === undefined ? 'ended' : `ended with ${exitCode}`),
}

/** How the cluster went on: pods were scheduled, agents served, and who must not come did not. */
export const recoveryTexts: CheckTexts<Checks> = {
  promise: {
    schedule: () => 'A pod created while a server is down is scheduled and runs',
    failover: ({ agent }) => `${agent} goes over to another server when it loses its own`,
    agent: ({ agent }) => `${agent} stays Ready and keeps its pods while servers are away`,
    refusal: ({ node, defect }) => `${node} is refused, which comes with a wrong ${defect}, and leaves nothing behind`,
  },
  reason: {
    'no-pod-created': () => 'no pod was created while a server was down',
    'pod-never-ran': ({ pod, isBound, afterUs, ...limit }) =>
      `the pod ${pod} ${isBound ? 'was bound but never ran' : 'was never bound to a node'} in ${formatUs(afterUs)}${allowedText(limit)}`,
    'pod-deleted': ({ pod, afterUs, node, user, disruption, ...limit }) =>
      [
        `the pod ${pod} was deleted`,
        user !== undefined && ` by ${user.replace(/^system:serviceaccount:kube-system:/, '')}`,
        disruption !== undefined && ` (${disruption})`,
        ` ${formatUs(afterUs)} after its creation, before it ${node ? `ran on ${node.name}` : 'was bound to a node'}`,
        node?.ready !== undefined && `, whose Ready was ${node.ready}`,
        allowedText(limit),
      ]
        .filter(Boolean)
        .join(''),
    'pod-ran': ({ pod, afterUs, ...limit }) =>
      `the pod ${pod} ran ${formatUs(afterUs)} after its creation${allowedText(limit)}`,
    'agent-stayed': seen['agent-stayed'],
    'own-server-kept': ({ agent }) => `no fault struck the server over which the calls of ${agent} went`,
    'went-over': ({ agent, to, afterUs, fault, from, ...limit }) =>
      `the calls of ${agent} went over ${to} ${formatUs(afterUs)} after the ${fault} of ${from}${allowedText(limit)}`,
    'agent-harmed': ({ agent, harm }) => `${agent} was harmed: ${harm.map(each => textOf(seen, each)).join(', ')}`,
    'no-heartbeat': ({ agent }) => `nobody saw ${agent} renew the lease of its Node`,
    'agent-steady': ({ longestGapUs }) =>
      `its Node stayed Ready, and no pod of it was lost; at most ${formatUs(longestGapUs)} between two renewals of its lease`,
    accepted: ({ trace }) => textOf(seen, trace),
    'not-refused': ({ node, through }) =>
      `${node} did not end with a code of its own while it tried to join through ${through}`,
    'members-unread-meanwhile': () => 'nobody looked at the members meanwhile',
    refused: ({ node, times, exitCode }) =>
      `${node} ended ${times} times with exit code ${exitCode}, never a member or a Node`,
  },
  seen,
}
