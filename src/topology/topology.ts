import { z } from 'zod'
import { datastoreWords } from '../distributions/datastore-word.ts'
import { type DistributionWord, distributions, usualDistribution } from '../distributions/distributions.ts'
import { imageRoles } from './image-role.ts'
import { kubeletSets } from './kubelet-label.ts'
import { imagePattern } from './named-images.ts'

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, `write ${words.map(word => `'${word}'`).join(' or ')}`)

const distributionWords = Object.keys(distributions) as [DistributionWord, ...DistributionWord[]]

/** Whose timers nodes run by. */
export const timingProfiles = ['default', 'fast'] as const

const filterHint = "write 'server:*', 'agent:*' or for example 'server:0'"
const serverHint = "write for example 'server:0'"
/** More members than that nobody runs: each write waits for more of them (etcd's own advice). */
export const maxServers = 7
const countHint = 'write a whole number from 1 to 7'
const agentsHint = 'write a whole number from 0 to 7'
// Less than etcd's logs of 64 MiB, two of which it makes ahead, would leave nothing.
const sizeHint = 'write a whole number from 256 to 4096'
const fileHint = 'write the path of a file'
const switchHint = 'write true or false'
const imageHint = "write an image reference, or 'build' or 'pull' for where it is to come from"
const imageReference = z.string(imageHint).regex(imagePattern, imageHint)
const flagHint = "write a list of flags that begin with '--'"

const nodeFilter = z
  .string(filterHint)
  .regex(/^(server|agent):(\*|\d+)$/, filterHint)
  .describe("Which nodes: 'server:*' or 'agent:*' for all of a kind, or one of them, such as 'server:0'.")

const loadBalancer = z
  .strictObject(
    {
      kind: oneOf(['nginx', 'haproxy', 'haproxy+keepalived', 'gobetween', 'none'])
        .default('nginx')
        .describe("The program that balances; 'none': clients know server:0 and no other."),
      preset: oneOf(['tuned', 'plain', 'ready'])
        .default('tuned')
        .describe(
          "Its configuration. 'plain' is that of the well-known tutorials; 'tuned' gives up on a dead server after a short time; 'ready' (haproxy) asks the whole of /readyz, which takes every server out at once while etcd elects.",
        ),
      tlsSan: z
        .boolean(switchHint)
        .default(true)
        .describe("Whether the servers' certificates name its address; without it clients refuse them."),
      file: z
        .string(fileHint)
        .min(1, fileHint)
        .optional()
        .describe('A configuration file of your own, taken as it is instead of a preset.')
        .meta({ examples: ['./nginx.conf'] }),
      upstreams: z
        .array(z.string(serverHint).regex(/^server:\d+$/, serverHint), "write a list, for example ['server:0']")
        .min(1, 'name at least one server')
        .optional()
        .describe('The only servers it may send clients to; all servers when left out.')
        .meta({ examples: [['server:0', 'server:1']] }),
    },
    'write fields, for example { preset: plain }',
  )
  .prefault({})
  .describe('What stands between clients and servers.')

const argument = z
  .string(flagHint)
  .startsWith('--', flagHint)
  // One word is handed on as one: a program would look for a flag with a space in its name.
  .refine(text => !/^[^=]*\s/.test(text), "a space cannot be in a flag's name: write '--flag=value'")

const pairHint = "write a list such as ['disk=ssd']"
const taintHint = "write a list such as ['dedicated=db:NoSchedule']"

const labels = z.strictObject({
  nodes: nodeFilter,
  labels: z
    .array(
      z
        .string(pairHint)
        .regex(/^[\w./-]+=[\w.-]*$/, pairHint)
        .refine(kubeletSets, "a kubelet refuses to set a label of Kubernetes' own on its Node"),
      pairHint,
    )
    .min(1, pairHint),
})

const taints = z.strictObject({
  nodes: nodeFilter,
  taints: z
    .array(
      z.string(taintHint).regex(/^[\w./-]+(=[\w.-]*)?:(NoSchedule|PreferNoSchedule|NoExecute)$/, taintHint),
      taintHint,
    )
    .min(1, taintHint),
})

const addOns = z
  .strictObject(
    {
      coredns: z
        .int('write 0, 1 or 2')
        .min(0, 'write 0, 1 or 2')
        .max(2, 'write 0, 1 or 2')
        .default(0)
        .describe("Replicas of the cluster's DNS."),
      metricsServer: z.boolean(switchHint).default(false).describe("Whether 'kubectl top' has an answer."),
    },
    'write fields, for example { coredns: 2 }',
  )
  .prefault({})
  .describe('What runs in the cluster beside the scenario.')

const extraArgs = z.strictObject({
  nodes: nodeFilter,
  args: z
    .array(argument, flagHint)
    .min(1, flagHint)
    .describe('Arguments as the distribution reads them, without secrets; they win over ours.'),
})

/** What should run. Every field has a default; what is written replaces it. */
export const topologySchema = z
  .strictObject({
    $schema: z.string().optional().describe('For editors; ignored.'),
    distribution: oneOf(distributionWords).default(usualDistribution).describe('The kind of Kubernetes.'),
    image: imageReference
      .optional()
      .describe('A node image of your own; when left out, the one that Holdfast pulls or builds.')
      .meta({ examples: [distributions[usualDistribution].exampleImage] }),
    images: z
      .partialRecord(z.enum(imageRoles, `the roles are ${imageRoles.join(', ')}`), imageReference)
      .optional()
      .describe(
        "Images of your own by role, present or pulled; 'build' and 'pull' say where Holdfast's own is to come from.",
      )
      .meta({ examples: [{ haproxy: 'build', etcd: 'registry.example.org/etcd:v3.6.8' }] }),
    servers: z
      .int(countHint)
      .min(1, countHint)
      .max(maxServers, countHint)
      .default(3)
      .describe('How many servers; three stand the loss of one, five of two.'),
    agents: z
      .int(agentsHint)
      .min(0, agentsHint)
      .max(7, agentsHint)
      .default(0)
      .describe('How many nodes that only carry workloads.'),
    agentsJoin: oneOf(['load-balancer', 'server:0'])
      .default('load-balancer')
      .describe('By what agents join; then they find all servers by themselves.'),
    datastore: oneOf(datastoreWords)
      .default('embedded-etcd')
      .describe(
        "Where the cluster keeps its state: 'embedded-etcd' a member on every server, 'external-etcd' three members of their own, 'postgres' and 'mysql' one database, 'sqlite' a file of the only server.",
      ),
    dataVolumeMiB: z
      .int(sizeHint)
      .min(256, sizeHint)
      .max(4096, sizeHint)
      .optional()
      .describe(
        "Gives the datastore on each server a volume of this size, in memory, so that a fault may fill it; when left out it is on the engine's disk.",
      )
      .meta({ examples: [768] }),
    loadBalancer,
    timing: oneOf(timingProfiles)
      .default('fast')
      .describe(
        "How soon a silent node counts as lost. 'default': by the distribution's own timers; 'fast': by shorter ones, for a desk.",
      ),
    workloadsOnServers: z
      .boolean(switchHint)
      .default(true)
      .describe(
        "Whether servers carry workloads like agents do; otherwise they get the distribution's own taint for that.",
      ),
    addOns,
    labels: z
      .array(labels, 'write a list of { nodes, labels }')
      .default([])
      .describe('Labels of the nodes.')
      .meta({ examples: [[{ nodes: 'agent:*', labels: ['disk=ssd'] }]] }),
    taints: z
      .array(taints, 'write a list of { nodes, taints }')
      .default([])
      .describe('Taints of the nodes, from their registration on.')
      .meta({ examples: [[{ nodes: 'agent:0', taints: ['dedicated=db:NoSchedule'] }]] }),
    extraArgs: z
      .array(extraArgs, 'write a list of { nodes, args }')
      .default([])
      .describe('More arguments for the nodes.')
      .meta({ examples: [[{ nodes: 'server:*', args: ['--kube-apiserver-arg=max-requests-inflight=800'] }]] }),
  })
  .describe('A cluster for Holdfast to form.')

export type Topology = z.output<typeof topologySchema>
/** A topology as people write it: everything optional. */
export type TopologyInput = z.input<typeof topologySchema>
export type TimingProfile = Topology['timing']
