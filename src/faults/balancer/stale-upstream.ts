import { nowUs } from '../../base/clock.ts'
import { BadInputError, FaultError } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { Setting } from '../../engine/apply-setting.ts'
import { fileName, type NodeId } from '../../topology/node-id.ts'
import { upstreamsOf } from '../../topology/select-nodes.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { proofBy } from '../proof.ts'
import { readsOnce } from './reads-once.ts'

/** Whose address in the balancer's file is an old one. */
export interface StaleUpstreamOptions {
  /** @default the last of those that the balancer forwards to */
  server?: NodeId
}

// The next connection to that upstream comes within a probe's interval, a check within seconds.
const proofTimeoutMs = 15_000
/** An address on the cluster's network that is nobody's. */
const nobody = 250

/** The file of a load balancer names an address where nobody is, as of a server that has moved. */
export function staleUpstream({ server }: StaleUpstreamOptions = {}): Fault {
  if (server !== undefined && !/^server:\d$/.test(server))
    throw new BadInputError(`stale-upstream: '${server}' is no server`, { hint: "write for example 'server:2'" })
  return {
    kind: 'stale-upstream',
    summary: `a load balancer's file names an address where nobody is, instead of ${server ?? 'its last server'}`,
    targetRoles: ['lb'],
    drawn: { weight: 1, lengthS: [shortestS, 40] },
    refusal: topology =>
      server === undefined || upstreamsOf(topology).includes(server)
        ? readsOnce(topology)
        : `the load balancer does not forward to ${server}`,
    effect: () => ({ does: 'degrade' }),
    inject: (context, node) => mislead(context, node, server ?? upstreamsOf(context.cluster.topology).at(-1)!),
  }
}

async function mislead(context: FaultContext, node: NodeId, server: NodeId): Promise<Injected> {
  const { cluster, journal, aboutToAct, signal } = context
  const victim = cluster.node(node)
  const { configPath, reload } = cluster.balancer!
  const right = await victim.readFile(configPath)
  const stale = victim.ip.replace(/\d+$/, String(nobody))
  const setting = (content: string): Setting => ({
    files: [{ path: configPath, mode: 0o644, content }],
    command: reload!,
  })
  const wrong = readdressed(right, [cluster.node(server).ip, fileName(server)], stale)
  if (wrong === right) throw new FaultError(`the file of ${node} names ${server} nowhere`)
  await aboutToAct()
  const undo = await journal.append(
    { kind: 'apply-setting', id: victim.containerId, setting: setting(right) },
    { deadlineMs: undoDeadlineMs },
  )
  await victim.applySetting(setting(wrong))
  const begin = { atUs: nowUs(), evidence: `${node} reads a file that has ${server} at ${stale}` }
  const look = async () => {
    const { stdout } = await victim.exec(['cat', '/proc/net/arp'])
    if (!isSoughtInVain(stdout, stale)) throw new Error(`its kernel has not looked for ${stale}`)
    return `the kernel of ${node} looks for ${stale}, and nobody answers`
  }
  return {
    begin,
    proof: () =>
      proofBy(waitUntil(`${node} to try ${stale}`, look, { timeoutMs: proofTimeoutMs, intervalMs: 50, signal })),
    heal: once(async () => {
      await victim.applySetting(setting(right))
      await journal.done(undo)
      return { atUs: nowUs(), evidence: `${node} reads the file that it had, with ${server} at its address` }
    }),
  }
}

/** A configuration in which whatever is behind these names and a port is elsewhere. */
export const readdressed = (text: string, names: readonly string[], address: string): string =>
  text.replaceAll(
    new RegExp(`(?<![\\w.-])(?:${names.map(name => name.replaceAll('.', '\\.')).join('|')})(?=:\\d)`, 'g'),
    address,
  )

/** Whether a kernel's neighbour table has an address for which no answer came: its entry is there, and not complete. */
export const isSoughtInVain = (table: string, ip: string): boolean =>
  table.split('\n').some(line => line.startsWith(`${ip} `) && !(Number(line.split(/\s+/)[2]) & 0x2))
