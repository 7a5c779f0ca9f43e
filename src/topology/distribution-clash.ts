import { distributionOf } from '../distributions/distribution-of.ts'
import type { Topology } from './topology.ts'

/** What a topology asks of its distribution that it cannot have: the field and why; undefined when it can have all of it. */
export function distributionClash(topology: Topology): string | undefined {
  const { name, flags, datastores, namesLoadBalancer } = distributionOf(topology)
  for (const [index, { nodes, args }] of topology.extraArgs.entries()) {
    for (const [place, argument] of args.entries()) {
      const field = `extraArgs.${index}.args.${place}`
      if (flags.secret.test(argument)) return `${field}: a secret in an argument would be seen in process lists`
      if (flags.shared?.test(argument) && nodes !== 'server:*')
        return `${field}: ${name} has one such argument for all servers: write it with nodes 'server:*'`
      if (flags.taken && !flags.taken.pattern.test(argument))
        return `${field}: ${name} takes no ${argument.replace(/[=\s].*$/s, '')}: ${flags.taken.hint}`
    }
  }
  if (!datastores.includes(topology.datastore))
    return `datastore: ${name} cannot keep its state in ${topology.datastore}: write ${datastores.map(word => `'${word}'`).join(' or ')}`
  if (!topology.loadBalancer.tlsSan && namesLoadBalancer === 'always')
    return `loadBalancer.tlsSan: ${name} names the load balancer in every certificate: leave it out`
  return undefined
}
