import type { HarnessRecord } from '../../history/records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { heldBy } from '../lease-holders.ts'
import { never } from '../never.ts'
import { leaseOfUser } from './lease-of-user.ts'
import { type Takeover, takeovers } from './takeovers.ts'

type AuditRecord = Extract<HarnessRecord, { type: 'audit' }>

const components: ReadonlySet<string> = new Set(['kube-scheduler', 'kube-controller-manager'])
const acts: ReadonlySet<string> = new Set(['create', 'update', 'patch', 'delete', 'deletecollection'])
/** What those do too who do not lead: they tell of themselves, and ask who their own clients are. */
const notActs: ReadonlySet<string> = new Set(['events', 'leasecandidates', 'tokenreviews', 'subjectaccessreviews'])
/** The record cuts the time of acquisition off to whole ms. */
const precisionUs = 1000

/**
 * Once a lease has a new holder, no former one acts: no server's audit log shows a change by it to anything but its lease.
 * Each component talks to the apiserver of its own server alone, so that whose log it is tells which one it was.
 */
export function oldHolder({ history }: Facts): Finding[] {
  const { harness } = history
  if (!harness.some(({ type }) => type === 'lease')) return []
  const moved = takeovers(history).filter(({ lease }) => components.has(lease))
  const changes = harness.filter((record): record is AuditRecord => record.type === 'audit' && isChange(record))
  const late = changes.flatMap(change => {
    const takeover = moved.findLast(
      ({ lease, acquiredUs }) => lease === leaseOfUser(change.user) && acquiredUs + precisionUs <= change.atUs,
    )
    return takeover && !heldBy(change.node, takeover.new.holder) ? [{ change, takeover }] : []
  })
  const silent = !harness.some(({ type }) => type === 'audit')
  return [
    never<{ change: AuditRecord; takeover: Takeover }>({
      id: 'lease/old-holder',
      title: 'No former holder of a lease acts after it was taken over',
      ground: 'presence',
      violations: late,
      show: ({ change, takeover }) => ({
        fromUs: takeover.acquiredUs,
        toUs: change.atUs,
        text: `${change.user} of ${change.node} did ${change.verb} ${change.resource} ${change.name} after ${takeover.new.holder} had taken ${takeover.lease}`,
      }),
      among: `of ${changes.length} changes by holders of leases`,
      what: 'came from a former holder',
      pass:
        moved.length === 0
          ? 'no lease of a component changed its holder'
          : `none of ${changes.length} changes by holders of leases came from a former holder, over ${moved.length} hand-overs`,
      unknown: silent && moved.length > 0 ? "no server's audit log is in the record" : undefined,
    }),
  ]
}

/** Whether a request changed something other than the component's own lease. */
const isChange = ({ user, verb, resource, name, code }: AuditRecord): boolean =>
  acts.has(verb) &&
  code >= 200 &&
  code < 300 &&
  !notActs.has(resource) &&
  leaseOfUser(user) !== undefined &&
  !(resource === 'leases' && name === leaseOfUser(user))
