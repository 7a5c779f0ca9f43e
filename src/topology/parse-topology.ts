import { BadInputError } from '../base/errors.ts'
import { type Topology, topologySchema } from './topology.ts'

/** A topology with every default filled in. @throws BadInputError naming the field that is wrong. */
export function parseTopology(input: unknown, subject: string): Topology {
  const parsed = topologySchema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const field = issue.path.map(part => `.${String(part)}`).join('')
  throw new BadInputError(`${subject}: topology${field}: ${issue.message}`, {
    hint: "'holdfast init' writes a file that explains every field",
  })
}
