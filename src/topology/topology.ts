import { z } from 'zod'

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, `write ${words.map(word => `'${word}'`).join(' or ')}`)

const filterHint = "write 'server:*' or for example 'server:0'"
const serverHint = "write for example 'server:0'"
const countHint = 'write a whole number from 1 to 7'
const imageHint = 'write an image reference'
const flagHint = "write a list of flags that begin with '--'"

const nodeFilter = z
  .string(filterHint)
  .regex(/^(server):(\*|\d+)$/, filterHint)
  .describe("Which nodes: 'server:*' for all servers, or one of them, such as 'server:0'.")

const loadBalancer = z
  .strictObject(
    {
      kind: oneOf(['nginx']).default('nginx').describe('The program that balances.'),
      preset: oneOf(['tuned', 'plain'])
        .default('tuned')
        .describe(
          "Its configuration. 'plain' is that of the well-known tutorials; 'tuned' gives up on a dead server after a short time and tells all workers.",
        ),
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

/** Flags of k3s that carry a secret, and addresses with a password. */
const secretArgument =
  /^--(?:(?:agent-)?token|etcd-s3-(?:access-key|secret-key|session-token)|vpn-auth)(?:=|$)|:\/\/[^/@]*:[^/@]+@/
const argument = z
  .string(flagHint)
  .startsWith('--', flagHint)
  .refine(text => !secretArgument.test(text), 'a secret in an argument would be seen in process lists')

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
    distribution: oneOf(['k3s']).default('k3s').describe('The kind of Kubernetes.'),
    image: z
      .string(imageHint)
      .min(1, imageHint)
      .optional()
      .describe('A node image of your own; when left out, the one that Holdfast pulls or builds.')
      .meta({ examples: ['rancher/k3s:v1.34.11-k3s1'] }),
    servers: z
      .int(countHint)
      .min(1, countHint)
      .max(7, countHint)
      .default(3)
      .describe('How many servers; three stand the loss of one, five of two.'),
    datastore: oneOf(['embedded-etcd']).default('embedded-etcd').describe('Where the cluster keeps its state.'),
    loadBalancer,
    timing: oneOf(['default', 'fast'])
      .default('fast')
      .describe(
        "How soon a silent node counts as lost. 'default': by the distribution's own timers; 'fast': by shorter ones, for a desk.",
      ),
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
