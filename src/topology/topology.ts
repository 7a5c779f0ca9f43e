import { z } from 'zod'

const nodeFilter = z
  .string()
  .regex(/^(server):(\*|\d+)$/, "write 'server:*' or for example 'server:0'")
  .describe("Which nodes: 'server:*' for all servers, or one of them, such as 'server:0'.")

const loadBalancer = z
  .strictObject({
    kind: z.enum(['nginx']).default('nginx').describe('The program that balances.'),
    preset: z
      .enum(['tuned', 'plain'])
      .default('tuned')
      .describe(
        "Its configuration. 'plain' is that of the well-known tutorials; 'tuned' gives up on a dead server after a short time and tells all workers.",
      ),
    upstreams: z
      .array(z.string().regex(/^server:\d+$/, "write for example 'server:0'"))
      .min(1)
      .optional()
      .describe('The only servers it may send clients to; all servers when left out.')
      .meta({ examples: [['server:0', 'server:1']] }),
  })
  .prefault({})
  .describe('What stands between clients and servers.')

/** Flags of k3s that carry a secret, and addresses with a password. */
const secretArgument =
  /^--(?:(?:agent-)?token|etcd-s3-(?:access-key|secret-key|session-token)|vpn-auth)(?:=|$)|:\/\/[^/@]*:[^/@]+@/
const argument = z
  .string()
  .startsWith('--')
  .refine(text => !secretArgument.test(text), 'a secret in an argument would be seen in process lists')

const extraArgs = z.strictObject({
  nodes: nodeFilter,
  args: z
    .array(argument)
    .min(1)
    .describe('Arguments as the distribution reads them, without secrets; they win over ours.'),
})

/** What should run. Every field has a default; what is written replaces it. */
export const topologySchema = z
  .strictObject({
    $schema: z.string().optional().describe('For editors; ignored.'),
    distribution: z.enum(['k3s']).default('k3s').describe('The kind of Kubernetes.'),
    image: z
      .string()
      .min(1)
      .optional()
      .describe('A node image of your own; when left out, the one that Holdfast pulls or builds.')
      .meta({ examples: ['rancher/k3s:v1.34.11-k3s1'] }),
    servers: z.int().min(1).max(7).default(3).describe('How many servers; three stand the loss of one, five of two.'),
    datastore: z.enum(['embedded-etcd']).default('embedded-etcd').describe('Where the cluster keeps its state.'),
    loadBalancer,
    timing: z
      .enum(['default', 'fast'])
      .default('fast')
      .describe(
        "How soon a silent node counts as lost. 'default': by the distribution's own timers; 'fast': by shorter ones, for a desk.",
      ),
    extraArgs: z
      .array(extraArgs)
      .default([])
      .describe('More arguments for the nodes.')
      .meta({ examples: [[{ nodes: 'server:*', args: ['--kube-apiserver-arg=max-requests-inflight=800'] }]] }),
  })
  .describe('A cluster for Holdfast to form.')

export type Topology = z.output<typeof topologySchema>
/** A topology as people write it: everything optional. */
export type TopologyInput = z.input<typeof topologySchema>
export type TimingProfile = Topology['timing']
