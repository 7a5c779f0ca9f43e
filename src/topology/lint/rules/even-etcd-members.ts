import { toleratedLoss } from '../../quorum.ts'
import type { Rule } from '../rule.ts'

export const evenEtcdMembers: Rule = {
  severity: 'warning',
  why: 'An even number of members tolerates no more losses than one member less, and has one more that can fail.',
  source: 'etcd FAQ: Why an odd number of cluster members?',
  advice: 'Take one server away, or add one.',
  look({ topology }) {
    const members = topology?.members ?? 0
    // Two servers have a rule of their own.
    if (members % 2 === 1 || members <= 2) return []
    const words = `${members} members of etcd may lose ${toleratedLoss(members)}, as ${members - 1} may`
    return [{ subject: 'servers', found: `${words}.` }]
  },
}
