import { cpus, totalmem } from 'node:os'
import { addressesOf, subnetCandidates } from '../topology/addresses.ts'
import type { BalancerFile } from '../topology/lint/balancer-file/balancer-file.ts'
import { readBalancerFile } from '../topology/lint/balancer-file/read-balancer-file.ts'
import type { LintFinding } from '../topology/lint/finding.ts'
import { lint } from '../topology/lint/lint.ts'
import type { PlannedImage } from '../topology/lint/plan.ts'
import { planOf } from '../topology/lint/plan-of.ts'
import type { RuleName } from '../topology/lint/rules.ts'
import { upstreamsOf } from '../topology/select-nodes.ts'
import type { Topology } from '../topology/topology.ts'
import { nginxConfig } from './load-balancers/nginx.ts'

interface Circumstances {
  allow?: readonly RuleName[]
  images?: PlannedImage[]
}

/** What is to be said of a topology on this machine, with the load balancer's file that it would run. */
export const lintTopology = (topology: Topology, { allow = [], images = [] }: Circumstances = {}): LintFinding[] =>
  lint(
    planOf(topology, {
      balancer: balancerFileOf(topology),
      host: { cores: cpus().length, memoryBytes: totalmem() },
      images,
    }),
    allow,
  )

/** The file of a topology's load balancer; its addresses are those of the first subnet that would be tried. */
function balancerFileOf(topology: Topology): BalancerFile {
  const nodes = addressesOf(topology, subnetCandidates[0]!)
  const { kind, preset } = topology.loadBalancer
  const upstreams = upstreamsOf(topology).map(server => nodes.find(({ id }) => id === server)!.ip)
  return readBalancerFile(nginxConfig(preset, upstreams), `our ${kind} file, ${preset}`)
}
