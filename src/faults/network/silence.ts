import { FaultError } from '../../base/errors.ts'
import type { NodeId } from '../../topology/node-id.ts'
import type { Proof } from '../proof.ts'
import type { NetworkHelper } from './network-helper.ts'

const counter = '/sys/class/net/eth0/statistics/tx_packets'
const lastLook = '/tmp/sent'

// No rule of a packet filter stops ARP: the interface itself goes down. From then on its counter is read again and again,
// until it is gone with the node.
const silenceScript = `ip link set eth0 down || exit 1
cat ${counter} | tee ${lastLook}
(while sent=$(cat ${counter}); do echo "$sent" > ${lastLook}.new; mv ${lastLook}.new ${lastLook}; sleep 0.01; done) > /dev/null 2>&1 &`

/** A node that says nothing any more, to its end. */
export interface Silence {
  /** Whether no packet left it after all, by its interface's own counter; asked once it has ended. */
  lasted(): Promise<Proof>
}

/** Silences a node whose namespace ends soon. @throws FaultError when it could not be */
export async function silence(helper: NetworkHelper, node: NodeId): Promise<Silence> {
  const { exitCode, stdout, stderr } = await helper.run(silenceScript)
  const before = stdout.trim()
  if (exitCode !== 0 || !/^\d+$/.test(before)) throw new FaultError(`${node} could not be silenced: ${stderr.trim()}`)
  return {
    lasted: async () => {
      const after = (await helper.run(`cat ${lastLook}`)).stdout.trim()
      return {
        proven: after === before,
        evidence: `eth0 of ${node} had sent ${before} packets when it fell silent, and ${after || 'nobody knows how many'} when it went`,
      }
    },
  }
}
