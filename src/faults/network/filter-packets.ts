import type { NodeId } from '../../topology/node-id.ts'
import type { FaultContext, Injected } from '../fault.ts'
import { alterNetwork } from './alter-network.ts'
import { countScript, type PacketRules, packetsIn, removeScript, setScript } from './packet-rules.ts'

/** Strikes a node's packets by rules of its own packet filter. `words` say what the rules do. */
export function filterPackets(
  context: FaultContext,
  node: NodeId,
  rules: PacketRules,
  words: string,
): Promise<Injected> {
  const chain = `HOLDFAST-${context.faultId.split('-').at(-1)}`
  return alterNetwork(context, node, () => ({
    words,
    set: setScript(chain, rules),
    remove: removeScript(chain, rules),
    after: 'the rules are gone',
    tally: {
      script: countScript(chain, rules),
      read: packetsIn,
      say: ({ struck, spared }) =>
        rules.share === undefined
          ? `${struck} packets met the rules`
          : `${struck} of ${struck + spared} packets were struck, ${percent(struck / (struck + spared || 1))}`,
    },
  }))
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
