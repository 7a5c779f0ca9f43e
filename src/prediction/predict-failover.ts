import { type NodeId, serverIds } from '../topology/node-id.ts'
import type { FailoverBasis } from './basis.ts'
import { momentAt } from './moment.ts'
import { endsOrFreezes, isGraceful, isSilent, type Setting, type Strike } from './strike.ts'
import { type Band, gracefulEndMs, tunnel } from './timers.ts'

/** Whether a strike parts an agent from the server over which its calls go. */
export const partsAgent = (strike: Strike, agent: NodeId): boolean =>
  endsOrFreezes(strike) || (strike.effect.does === 'cut' && strike.effect.from.includes(agent))

/** What theory gives for an agent's failover, if it does. */
export interface FailoverPrediction {
  band?: Band
  basis: FailoverBasis
}

/** When an agent's calls go over another server, in ms after its own was struck: by its tunnel, looked at each second. */
export function predictFailover(strike: Strike, strikes: readonly Strike[], { topology }: Setting): FailoverPrediction {
  const { on, returning } = momentAt(strike.atMs + tunnel.silentMs, strikes)
  const struck = new Set([...on, ...returning, ...momentAt(strike.atMs, strikes).on].map(({ node }) => node))
  if (serverIds(topology.servers).every(server => struck.has(server))) return { basis: { kind: 'no-other-server' } }
  if (isSilent(strike)) return { band: { fromMs: 0, toMs: tunnel.silentMs }, basis: { kind: 'silent-tunnel' } }
  const graceful = isGraceful(strike)
  const closesMs = graceful ? gracefulEndMs : 0
  return { band: { fromMs: 0, toMs: closesMs + tunnel.looksMs }, basis: { kind: 'tunnel-closes', graceful } }
}
