import { distributionOf } from '../distributions/distribution-of.ts'
import { endsOrFreezes, isGraceful, isSilent } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import { type NodeId, serverIds } from '../topology/node-id.ts'
import type { FailoverBasis } from './basis.ts'
import { momentAt } from './moment.ts'
import type { Setting } from './setting.ts'
import type { Band } from './timers.ts'

/** Whether a fault parts an agent from the server over which its calls go. */
export const partsAgent = (fault: FaultInstance, agent: NodeId): boolean =>
  endsOrFreezes(fault) || (fault.effect.does === 'cut' && fault.effect.from.includes(agent))

/** What theory gives for an agent's failover, if it does. */
export interface FailoverPrediction {
  band?: Band
  basis: FailoverBasis
}

/** When an agent's calls go over another server, in ms after its own was struck: by its tunnel, looked at each second. */
export function predictFailover(
  fault: FaultInstance,
  faults: readonly FaultInstance[],
  { topology }: Setting,
): FailoverPrediction {
  const { agentTunnel, gracefulEnd } = distributionOf(topology)
  if (agentTunnel === undefined) return { basis: { kind: 'led-by-balancer' } }
  const { looksMs, silentMs } = agentTunnel
  const { on, returning } = momentAt(fault.calledUs + silentMs * 1000, faults)
  const struck = new Set([...on, ...returning, ...momentAt(fault.calledUs, faults).on].map(({ node }) => node))
  if (serverIds(topology.servers).every(server => struck.has(server))) return { basis: { kind: 'no-other-server' } }
  if (isSilent(fault)) return { band: { fromMs: 0, toMs: silentMs }, basis: { kind: 'silent-tunnel', silentMs } }
  const closesMs = isGraceful(fault) ? gracefulEnd.streamsMs : 0
  return { band: { fromMs: 0, toMs: closesMs + looksMs }, basis: { kind: 'tunnel-closes', closesMs, looksMs } }
}
