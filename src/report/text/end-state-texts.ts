import { formatMs } from '../../base/duration.ts'
import type { FinalStateCheck } from '../../checks/final-state.ts'
import type { MembershipCheck } from '../../checks/membership.ts'
import type { RestartsCheck } from '../../checks/restarts.ts'
import { type Catalogue, textOf } from './catalogue.ts'
import type { CheckTexts } from './check-texts.ts'

type Checks = MembershipCheck | RestartsCheck | FinalStateCheck

const seen: Catalogue<Checks['seen']> = {
  members: ({ members }) => {
    const named = members.map(
      ({ name, id, voter }) => `${name || 'a member without a name'} (${id}${voter ? '' : ', learns'})`,
    )
    return `${named.length} members: ${named.join(', ')}`
  },
  'node-ended': ({ node, exitCode }) => `${node} died${exitCode === undefined ? '' : ` with exit code ${exitCode}`}`,
  'node-started': ({ node }) => `${node} started`,
  'condition-broken': ({ subject, seen }) => `${subject} (seen: ${seen})`,
}

/** What the cluster is in the end: its members, who restarted, and whether it is whole. */
export const endStateTexts: CheckTexts<Checks> = {
  promise: {
    membership: () => 'etcd had a quorum of voters while its members changed',
    restarts: () => 'Nobody restarted who was neither told to nor predicted to',
    'final-state': () => 'After healing the cluster is whole again',
  },
  reason: {
    'members-unread': () => 'nobody looked at the members while they changed',
    'members-wrong': ({ members }) => `etcd had ${textOf(seen, members)}`,
    'quorum-kept': ({ leastVoters, lists }) =>
      `etcd had never fewer than ${leastVoters} voters, in ${lists} member lists`,
    'restarted-unplanned': ({ nodes, events }) =>
      `${nodes.join(', ')} ended or started without being told to: ${events.map(each => textOf(seen, each)).join(', ')}`,
    'no-unplanned-restart': ({ byDesign, unrenewedMs, storeAway }) => {
      if (byDesign.length === 0) return 'no server restarted untold'
      const store = storeAway ? ', or to find the datastore at its start' : ''
      return `no server restarted untold; ${byDesign.join(', ')} ended by design, unable to renew a lease for ${formatMs(unrenewedMs)}${store}`
    },
    'never-looked': () => 'nobody looked at the cluster after healing',
    'conditions-hold': ({ conditions }) => `all ${conditions} facts about the healed cluster hold`,
    'conditions-broken': ({ conditions, broken }) =>
      `${broken.length} of ${conditions} facts about the healed cluster do not hold: ${broken.map(each => textOf(seen, each)).join(', ')}`,
  },
  seen,
}
