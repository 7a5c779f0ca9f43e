import { z } from 'zod'

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, `write ${words.map(word => `'${word}'`).join(' or ')}`)

const filterHint = "write 'server:*' or for example 'server:0'"
const nodeFilter = z.string(filterHint).regex(/^(server):(\*|\d+)$/, filterHint)
const serverName = "write for example 'server:0'"
const serverCount = 'write a whole number from 1 to 7'
const imageHint = 'write an image reference'
const flagHint = "write a list of flags that begin with '--'"

const loadBalancer = z
  .strictObject(
    {
      kind: oneOf(['nginx']).default('nginx'),
      /** `plain`: the file of the well-known tutorials; `tuned`: short connect limit, failures shared by all workers. */
      preset: oneOf(['tuned', 'plain']).default('tuned'),
      /** Only these servers are upstreams: a negative control. All servers by default. */
      upstreams: z
        .array(z.string(serverName).regex(/^server:\d+$/, serverName), "write a list, for example ['server:0']")
        .min(1, 'name at least one server')
        .optional(),
    },
    'write fields, for example { preset: plain }',
  )
  .prefault({})

const extraArgs = z.strictObject({
  nodes: nodeFilter,
  args: z.array(z.string(flagHint).startsWith('--', flagHint), flagHint).min(1, flagHint),
})

/** What should run. Every field has a default; what is written replaces it. */
export const topologySchema = z
  .strictObject({
    /** For editors; ignored. */
    $schema: z.string().optional(),
    distribution: oneOf(['k3s']).default('k3s'),
    /** A node image of your own, for example `rancher/k3s:v1.34.2-k3s1`; the image set's by default. */
    image: z.string(imageHint).min(1, imageHint).optional(),
    servers: z.int(serverCount).min(1, serverCount).max(7, serverCount).default(3),
    datastore: oneOf(['embedded-etcd']).default('embedded-etcd'),
    loadBalancer,
    /** `default`: the distribution's own timers; `fast`: shorter node timers, for a desk. */
    timing: oneOf(['default', 'fast']).default('fast'),
    extraArgs: z.array(extraArgs, 'write a list of { nodes, args }').default([]),
  })
  .describe('A cluster for Holdfast to form')

export type Topology = z.output<typeof topologySchema>
/** A topology as people write it: everything optional. */
export type TopologyInput = z.input<typeof topologySchema>
export type TimingProfile = Topology['timing']
