import { waitUntil } from '../../base/wait-until.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'

/** Members, with their ids and votes, and Nodes, as one comparable text; read through one server. */
export async function census(lab: Lab, through: LabServer): Promise<string> {
  const etcd = await through.etcd()
  try {
    const members = await etcd.members()
    const { items: nodes } = await lab.kube(through).core.listNode()
    const ofMembers = members.map(({ id, name, voter }) => `${name} (${id}, ${voter ? 'votes' : 'does not vote'})`)
    return [...ofMembers.sort(), ...nodes.map(({ metadata }) => `Node ${metadata!.name}`).sort()].join(', ')
  } finally {
    etcd.close()
  }
}

/** Waits until the census is as it was. @throws WaitTimeoutError with what it is instead */
export const sameCensus = (lab: Lab, through: LabServer, before: string): Promise<void> =>
  waitUntil(
    `the members and Nodes that were before (${before})`,
    async () => {
      const now = await census(lab, through)
      if (now !== before) throw new Error(now)
    },
    { timeoutMs: 20_000, intervalMs: 500, signal: lab.signal },
  )
