import type { z } from 'zod'
import { BadInputError } from '../base/errors.ts'
import { distributionClash } from './distribution-clash.ts'
import { imagesClash, namedImages, vainlyDigested } from './named-images.ts'
import { agentIds, type NodeId, roleOf, serverIds } from './node-id.ts'
import { workloadIds } from './select-nodes.ts'
import { type Topology, topologySchema } from './topology.ts'

const hint = "'holdfast init' writes a file that explains every field"

/** A topology with every default filled in. @throws BadInputError naming the field that is wrong. */
export function parseTopology(input: unknown, subject: string): Topology {
  const parsed = topologySchema.safeParse(input, { reportInput: true })
  if (!parsed.success) throw new BadInputError(`${subject}: ${sentenceOf(parsed.error.issues[0]!)}`, { hint })
  const stranger = namedNodes(parsed.data).find(({ node }) => !isPresent(node, parsed.data))
  if (stranger) {
    const { servers, agents } = parsed.data
    const last = roleOf(stranger.node as NodeId) === 'agent' ? agentIds(agents).at(-1) : serverIds(servers).at(-1)
    const those = last === undefined ? 'there are no agents' : `the last one is ${last}`
    throw new BadInputError(`${subject}: topology.${stranger.field}: there is no ${stranger.node}, ${those}`, { hint })
  }
  const clash = distributionClash(parsed.data) ?? clashOf(parsed.data)
  if (clash) throw new BadInputError(`${subject}: topology.${clash}`, { hint })
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

/** Nodes that fields name one by one, or by `*`. */
const namedNodes = ({ loadBalancer, extraArgs, labels, taints }: Topology): { field: string; node: string }[] => [
  ...(loadBalancer.upstreams ?? []).map((node, index) => ({ field: `loadBalancer.upstreams.${index}`, node })),
  ...Object.entries({ extraArgs, labels, taints }).flatMap(([field, filters]) =>
    filters.map(({ nodes }, index) => ({ field: `${field}.${index}.nodes`, node: nodes })),
  ),
]

const isPresent = (node: string, { servers, agents }: Topology): boolean =>
  (['server:*', ...(agents > 0 ? ['agent:*'] : []), ...serverIds(servers), ...agentIds(agents)] as string[]).includes(
    node,
  )

/** What fields that are right alone cannot be together. */
function clashOf(topology: Topology): string | undefined {
  const {
    image,
    images,
    servers,
    agents,
    datastore,
    workloadsOnServers,
    loadBalancer: { kind, preset, file },
  } = topology
  if (imagesClash(topology))
    return `images.node: ${images?.node} is not ${image}, which 'image' names: leave one of them out`
  const digested = vainlyDigested(namedImages(topology))
  if (digested !== undefined)
    return `images.${digested}: nodes are given it as an archive, which holds no digest: name it by a tag`
  if (!workloadsOnServers && agents === 0)
    return "workloadsOnServers: false leaves no node for workloads, as there are no agents: write 'agents: 1'"
  if (workloadIds(topology).length === 0)
    return 'taints: every node has one that keeps workloads away: leave at least one without'
  if (datastore === 'sqlite' && servers > 1)
    return `datastore: sqlite is a file of one server, and there are ${servers}: write 'servers: 1'`
  if (preset === 'ready' && !kind.startsWith('haproxy'))
    return `loadBalancer.preset: 'ready' is a check of haproxy, and the kind is ${kind}`
  if (file !== undefined && kind !== 'nginx' && kind !== 'haproxy')
    return `loadBalancer.file: a file of your own is for nginx or haproxy, and the kind is ${kind}`
  return undefined
}
