import type { NodeId } from '../../topology/node-id.ts'
import type { FaultContext, Injected } from '../fault.ts'
import { alterNetwork } from './alter-network.ts'
import type { NetworkHelper } from './network-helper.ts'
import { countScript, type PacketRules, packetsIn, removeScript, setScript } from './packet-rules.ts'

/**
 * Strikes a node's packets by rules of its own packet filter. `words` say what the rules do.
 * @param seen what somebody else sees of it; rejects while that is nothing
 */
export function filterPackets(
  context: FaultContext,
  node: NodeId,
  rules: PacketRules,
  words: string,
  seen?: () => Promise<string>,
): Promise<Injected> {
  const chain = `HOLDFAST-${context.faultId.split('-').at(-1)}`
  return alterNetwork(context, node, async helper => ({
    words,
    set: setScript(chain, rules.addresses === undefined ? rules : await withPods(rules, rules.addresses, helper)),
    remove: removeScript(chain, rules),
    after: 'the rules are gone',
    ...(seen && { seen }),
    tally: {
      script: countScript(chain, rules),
      read: packetsIn,
      say: ({ struck, spared }) =>
        rules.share === undefined && rules.above === undefined
          ? `${struck} packets met the rules`
          : `${struck} of ${struck + spared} packets were struck, ${percent(struck / (struck + spared || 1))}`,
    },
  }))
}

/** Pods send under addresses of their own: what the node routes by way of the other ends is on the same wire. */
async function withPods(rules: PacketRules, ends: readonly string[], helper: NetworkHelper): Promise<PacketRules> {
  const { stdout } = await helper.run('ip -4 route show dev eth0')
  return { ...rules, addresses: [...ends, ...networksBehind(ends, stdout)] }
}

/** The networks that are reached by way of these addresses, from what `ip route show` printed. */
export const networksBehind = (gateways: readonly string[], printed: string): string[] =>
  [...printed.matchAll(/^(\S+\/\d+) via (\S+)/gm)].flatMap(([, network, gateway]) =>
    gateways.includes(gateway!) ? [network!] : [],
  )

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
