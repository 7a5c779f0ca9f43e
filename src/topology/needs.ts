import { z } from 'zod'
import { BadInputError } from '../base/errors.ts'
import type { Topology } from './topology.ts'

const countCondition = z.string().regex(/^(>=|<=|=)?\d+$/, "write for example '>=3'")

const words = z.union([z.string(), z.array(z.string()).min(1)])

/** What a scenario's story asks of the topology that it runs on; of words, any one. */
export const needsSchema = z.strictObject({
  servers: countCondition.optional(),
  agents: countCondition.optional(),
  distribution: words.optional(),
  datastore: words.optional(),
  loadBalancer: words.optional(),
})

export type Needs = z.input<typeof needsSchema>

/** Why `topology` cannot carry the story, in words; nothing when it can. */
export function unmetNeed(needs: Needs, topology: Topology): string | undefined {
  for (const field of ['servers', 'agents'] as const) {
    const needed = needs[field]
    if (needed !== undefined && !holds(topology[field], needed))
      return `it needs ${field} ${needed}, the topology has ${topology[field]}`
  }
  const { distribution, datastore, loadBalancer } = topology
  const given = { distribution, datastore, loadBalancer: loadBalancer.kind }
  for (const field of ['distribution', 'datastore', 'loadBalancer'] as const) {
    const needed = [needs[field] ?? []].flat()
    if (needed.length > 0 && !needed.includes(given[field]))
      return `it needs ${field === 'loadBalancer' ? 'load balancer' : field} ${needed.join(' or ')}, the topology has ${given[field]}`
  }
  return undefined
}

function holds(count: number, condition: string): boolean {
  const [, operator = '=', digits] = /^(>=|<=|=)?(\d+)$/.exec(condition) ?? []
  if (digits === undefined) throw new BadInputError(`needs.servers: '${condition}' is no condition`)
  const wanted = Number(digits)
  return operator === '>=' ? count >= wanted : operator === '<=' ? count <= wanted : count === wanted
}
