import { z } from 'zod'
import { BadInputError } from '../base/errors.ts'
import type { Topology } from './topology.ts'

const countCondition = z.string().regex(/^(>=|<=|=)?\d+$/, "write for example '>=3'")

/** What a scenario's story asks of the topology that it runs on. */
export const needsSchema = z.strictObject({
  servers: countCondition.optional(),
  datastore: z.string().optional(),
})

export type Needs = z.input<typeof needsSchema>

/** Why `topology` cannot carry the story, in words; nothing when it can. */
export function unmetNeed(needs: Needs, topology: Topology): string | undefined {
  if (needs.servers !== undefined && !holds(topology.servers, needs.servers)) {
    return `it needs servers ${needs.servers}, the topology has ${topology.servers}`
  }
  if (needs.datastore !== undefined && needs.datastore !== topology.datastore) {
    return `it needs datastore ${needs.datastore}, the topology has ${topology.datastore}`
  }
  return undefined
}

function holds(count: number, condition: string): boolean {
  const [, operator = '=', digits] = /^(>=|<=|=)?(\d+)$/.exec(condition) ?? []
  if (digits === undefined) throw new BadInputError(`needs.servers: '${condition}' is no condition`)
  const wanted = Number(digits)
  return operator === '>=' ? count >= wanted : operator === '<=' ? count <= wanted : count === wanted
}
