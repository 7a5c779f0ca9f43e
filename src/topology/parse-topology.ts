import type { z } from 'zod'
import { BadInputError } from '../base/errors.ts'
import { serverIds } from './node-id.ts'
import { type Topology, topologySchema } from './topology.ts'

const hint = "'holdfast init' writes a file that explains every field"

/** A topology with every default filled in. @throws BadInputError naming the field that is wrong. */
export function parseTopology(input: unknown, subject: string): Topology {
  const parsed = topologySchema.safeParse(input, { reportInput: true })
  if (!parsed.success) throw new BadInputError(`${subject}: ${sentenceOf(parsed.error.issues[0]!)}`, { hint })
  const stranger = namedServers(parsed.data).find(({ server }) => !isPresent(server, parsed.data))
  if (stranger) {
    const last = serverIds(parsed.data.servers).at(-1)
    throw new BadInputError(
      `${subject}: topology.${stranger.field}: there is no ${stranger.server}, the last one is ${last}`,
      { hint },
    )
  }
  return parsed.data
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const field = ['topology', ...issue.path.map(String)].join('.')
  if (issue.code === 'unrecognized_keys') return `${field}: there is no field '${issue.keys.join("', '")}'`
  // A refusal of our own may be about a secret: it does not repeat what it refuses.
  if (issue.code === 'custom') return `${field}: ${issue.message}`
  if (issue.input === undefined) return `${field} is missing: ${issue.message}`
  return `${field}: ${JSON.stringify(issue.input)} is not allowed, ${issue.message}`
}

/** Servers that fields name one by one. */
const namedServers = ({ loadBalancer, extraArgs }: Topology): { field: string; server: string }[] => [
  ...(loadBalancer.upstreams ?? []).map((server, index) => ({ field: `loadBalancer.upstreams.${index}`, server })),
  ...extraArgs.map(({ nodes }, index) => ({ field: `extraArgs.${index}.nodes`, server: nodes })),
]

const isPresent = (server: string, { servers }: Topology): boolean =>
  server === 'server:*' || (serverIds(servers) as string[]).includes(server)
