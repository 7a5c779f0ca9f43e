import { distributionOf } from './distribution-of.ts'
import type { DistributionWord } from './distributions.ts'
import type { LeaseKind } from './lease-kind.ts'

interface Distributed {
  distribution: DistributionWord
}

/** What is known of a lease by its name; undefined for one that no component of the distribution holds. */
export const leaseKindOf = (topology: Distributed, lease: string): LeaseKind | undefined =>
  distributionOf(topology).leases.find(({ names }) => names.test(lease))

/** The leases whose holders are first to give up. */
export const strictestLease = (topology: Distributed): LeaseKind =>
  distributionOf(topology).leases.reduce((a, b) => (b.renewDeadlineMs < a.renewDeadlineMs ? b : a))
