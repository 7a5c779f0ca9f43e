import { leaseKindOf } from '../../distributions/leases-of.ts'
import type { FaultInstance } from '../../history/fault-instance.ts'
import type { HarnessRecord } from '../../history/records.ts'
import type { NodeId } from '../../topology/node-id.ts'
import type { Topology } from '../../topology/topology.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { heldBy } from '../lease-holders.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { leaseOfUser } from './lease-of-user.ts'
import { type Takeover, takeovers } from './takeovers.ts'

type AuditRecord = Extract<HarnessRecord, { type: 'audit' }>

type Seen = {
  kind: 'acted-late'
  lease: string
  by: { user: string; node: NodeId }
  change: { verb: string; resource: string; name: string }
  holder: string
}

interface Counts {
  /** By holders of leases. */
  changes: number
  handOvers: number
  /** By one that had been frozen, so soon after its thaw that it may not have known yet: left out of the changes. */
  unaware: number
  unawareForMs: number
}

/** What is said of former holders of leases. */
export type OldHolderCheck = TallyCheck<'lease/old-holder', Counts, Seen, { kind: 'no-audit-log' }>

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
 * to renew it for its own deadline, begun up to a retry later (client-go, leaderelection.go). In µs.
 */
function thawedUs(topology: Topology): number {
  const { renewDeadlineMs, retryMs } = leaseKindOf(topology, 'kube-scheduler')!
  return (renewDeadlineMs + retryMs) * 1000
}

/**
 * Once a lease has a new holder, no former one acts: no server's audit log shows a change by it to anything but its lease.
 * Each component talks to the apiserver of its own server alone, so that whose log it is tells which one it was.
 */
export function oldHolder({ history, faults }: Facts): Finding<OldHolderCheck>[] {
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
  const lateUs = thawedUs(history.manifest.topology)
  const unaware = late.filter(each => faults.some(fault => isThawed(fault, each, lateUs)))
  const silent = !harness.some(({ type }) => type === 'audit')
  return [
    never({
      kind: 'lease/old-holder',
      evidenceKind: 'presence',
      violations: late.filter(each => !unaware.includes(each)),
      show: ({ change, takeover }) => ({
        fromUs: takeover.acquiredUs,
        toUs: change.atUs,
        seen: seenOf(change, takeover),
      }),
      counts: {
        changes: changes.length,
        handOvers: moved.length,
        unaware: unaware.length,
        unawareForMs: lateUs / 1000,
      },
      unknown: silent && moved.length > 0 ? { kind: 'no-audit-log' } : undefined,
    }),
  ]
}

const seenOf = ({ user, node, verb, resource, name }: AuditRecord, { lease, new: next }: Takeover): Seen => ({
  kind: 'acted-late',
  lease,
  by: { user, node },
  change: { verb, resource, name },
  holder: next.holder,
})

/** Whether a fault froze a former holder past the take-over, and it has not been able to find that out. */
function isThawed(
  { node, effect, calledUs, healedUs = Number.POSITIVE_INFINITY }: FaultInstance,
  { change, takeover }: Late,
  lateUs: number,
): boolean {
  if (node !== change.node || effect.does !== 'freeze') return false
  return takeover.acquiredUs > calledUs && Math.max(takeover.acquiredUs, change.atUs) < healedUs + lateUs
}

/** Whether a request changed something other than the component's own lease. */
const isChange = ({ user, verb, resource, name, code }: AuditRecord): boolean =>
  acts.has(verb) &&
  code >= 200 &&
  code < 300 &&
  !notActs.has(resource) &&
  leaseOfUser(user) !== undefined &&
  !(resource === 'leases' && name === leaseOfUser(user))
