import { z } from 'zod'

const nodeFilter = z.string().regex(/^(server):(\*|\d+)$/, "write 'server:*' or for example 'server:0'")

const loadBalancer = z
  .strictObject({
    kind: z.enum(['nginx']).default('nginx'),
    /** `plain`: the file of the well-known tutorials; `tuned`: short connect limit, failures shared by all workers. */
    preset: z.enum(['tuned', 'plain']).default('tuned'),
    /** Only these servers are upstreams: a negative control. All servers by default. */
    upstreams: z
      .array(z.string().regex(/^server:\d+$/))
      .min(1)
      .optional(),
  })
  .prefault({})

const extraArgs = z.strictObject({ nodes: nodeFilter, args: z.array(z.string().startsWith('--')).min(1) })

/** What should run. Every field has a default; what is written replaces it. */
export const topologySchema = z
  .strictObject({
    /** For editors; ignored. */
    $schema: z.string().optional(),
    distribution: z.enum(['k3s']).default('k3s'),
    /** A node image of your own, for example `rancher/k3s:v1.34.2-k3s1`; the image set's by default. */
    image: z.string().min(1).optional(),
    servers: z.int().min(1).max(7).default(3),
    datastore: z.enum(['embedded-etcd']).default('embedded-etcd'),
    loadBalancer,
    /** `default`: the distribution's own timers; `fast`: shorter node timers, for a desk. */
    timing: z.enum(['default', 'fast']).default('fast'),
    extraArgs: z.array(extraArgs).default([]),
  })
  .describe('A cluster for Holdfast to form')

export type Topology = z.output<typeof topologySchema>
/** A topology as people write it: everything optional. */
export type TopologyInput = z.input<typeof topologySchema>
export type TimingProfile = Topology['timing']
