import { cpus, totalmem } from 'node:os'
import { distributionOf } from '../distributions/distribution-of.ts'
import { readTextFile } from '../run/read-text-file.ts'
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
import { balancerOf } from './load-balancers/balancer-of.ts'

interface Circumstances {
  allow?: readonly RuleName[]
  images?: PlannedImage[]
}

/** What is to be said of a topology on this machine, with the load balancer's file that it would run. */
export function lintTopology(topology: Topology, { allow = [], images = [] }: Circumstances = {}): LintFinding[] {
  const balancer = balancerFileOf(topology)
  const host = { cores: cpus().length, memoryBytes: totalmem() }
  return lint(planOf(topology, { ...(balancer && { balancer }), host, images }), allow)
}

/** The file of a topology's load balancer; of ours, with the addresses of the first subnet that would be tried. */
function balancerFileOf(topology: Topology): BalancerFile | undefined {
  const { kind, preset, file } = topology.loadBalancer
  const { api } = distributionOf(topology).ports
  if (file !== undefined) return readBalancerFile(readTextFile(file, "load balancer's file"), file, api)
  const balancer = balancerOf(topology)
  // Of gobetween's file the rules know nothing.
  if (balancer === undefined || kind === 'gobetween') return undefined
  const nodes = addressesOf(topology, subnetCandidates[0]!)
  const upstreams = upstreamsOf(topology).map(server => nodes.find(({ id }) => id === server)!)
  return readBalancerFile(balancer.config(topology, upstreams, true), `our ${kind} file, ${preset}`, api)
}
