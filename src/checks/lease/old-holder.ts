import { formatMs } from '../../base/duration.ts'
import type { FaultInstance } from '../../history/fault-instance.ts'
import type { HarnessRecord } from '../../history/records.ts'
import { leaseRetryMs, renewDeadlineMs } from '../../prediction/timers.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { heldBy } from '../lease-holders.ts'
import { never } from '../never.ts'
import { leaseOfUser } from './lease-of-user.ts'
import { type Takeover, takeovers } from './takeovers.ts'

type AuditRecord = Extract<HarnessRecord, { type: 'audit' }>

/** A change by somebody who had lost the lease before. */
interface Late {
  change: AuditRecord
  takeover: Takeover
}

const components: ReadonlySet<string> = new Set(['kube-scheduler', 'kube-controller-manager'])
const acts: ReadonlySet<string> = new Set(['create', 'update', 'patch', 'delete', 'deletecollection'])
/** What those do too who do not lead: they tell of themselves, and ask who their own clients are. */
const notActs: ReadonlySet<string> = new Set(['events', 'leasecandidates', 'tokenreviews', 'subjectaccessreviews'])
/** The record cuts the time of acquisition off to whole ms. */
const precisionUs = 1000

/**
 * Leader election does not fence: who was frozen while its lease ran out goes on as its holder, until it has tried in vain
 * to renew it for its own 10 s, begun up to a retry of 2 s later (client-go, leaderelection.go).
 */
const thawedUs = (renewDeadlineMs.kube + leaseRetryMs) * 1000

/**
 * Once a lease has a new holder, no former one acts: no server's audit log shows a change by it to anything but its lease.
 * Each component talks to the apiserver of its own server alone, so that whose log it is tells which one it was.
 */
export function oldHolder({ history, faults }: Facts): Finding[] {
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
  const unaware = late.filter(each => faults.some(fault => isThawed(fault, each)))
  const aside =
    unaware.length === 0
      ? ''
      : `; ${unaware.length} more did, from one that had been frozen, within ${formatMs(thawedUs / 1000)} of its thaw: leader election does not fence`
  const silent = !harness.some(({ type }) => type === 'audit')
  return [
    never<Late>({
      id: 'lease/old-holder',
      title: 'No former holder of a lease acts after it was taken over',
      ground: 'presence',
      violations: late.filter(each => !unaware.includes(each)),
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
          : `none of ${changes.length - unaware.length} changes by holders of leases came from a former holder, over ${moved.length} hand-overs${aside}`,
      unknown: silent && moved.length > 0 ? "no server's audit log is in the record" : undefined,
    }),
  ]
}

/** Whether a fault froze a former holder past the take-over, and it has not been able to find that out. */
function isThawed(
  { node, effect, calledUs, healedUs = Number.POSITIVE_INFINITY }: FaultInstance,
  { change, takeover }: Late,
): boolean {
  if (node !== change.node || effect.does !== 'freeze') return false
  return takeover.acquiredUs > calledUs && Math.max(takeover.acquiredUs, change.atUs) < healedUs + thawedUs
}

/** Whether a request changed something other than the component's own lease. */
const isChange = ({ user, verb, resource, name, code }: AuditRecord): boolean =>
  acts.has(verb) &&
  code >= 200 &&
  code < 300 &&
  !notActs.has(resource) &&
  leaseOfUser(user) !== undefined &&
  !(resource === 'leases' && name === leaseOfUser(user))
