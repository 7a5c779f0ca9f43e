import { waitUntil } from '../../base/wait-until.ts'
import { readiness } from '../../kube/nodes.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'

/** A member as etcd lists it. */
export interface Membership {
  id: string
  name: string
  voter: boolean
}

// The lease k3s-etcd changes hands when its holder is the one that goes: 45 s, and what a slow machine adds.
const removalMs = 75_000
// A tick of the learners is 15 s; an image has to be imported before it, and a Node to become Ready after it.
const rejoinMs = 180_000

/** What one server's etcd lists. */
export async function membersOf(through: LabServer): Promise<Membership[]> {
  const etcd = await through.etcd()
  try {
    return await etcd.members()
  } finally {
    etcd.close()
  }
}

/** The member of one server, by its name; undefined when it has none. */
export const memberOf = async (through: LabServer, server: string): Promise<Membership | undefined> =>
  (await membersOf(through)).find(({ name }) => name.startsWith(`${server}-`))

/** Waits until a server has no member any more. @throws WaitTimeoutError */
export const noMember = (lab: Lab, through: LabServer, server: string): Promise<void> =>
  waitUntil(
    `the removal of the member of ${server}`,
    async () => {
      const member = await memberOf(through, server)
      if (member) throw new Error(`${member.name} is still listed`)
    },
    { timeoutMs: removalMs, intervalMs: 500, signal: lab.signal },
  )

/** Waits until a server's member votes and its Node is Ready. @throws WaitTimeoutError */
export const votesAgain = (lab: Lab, through: LabServer, server: LabServer): Promise<Membership> =>
  waitUntil(
    `the vote of ${server.name}, and its Node`,
    async () => {
      await server.expectRunning()
      const member = await memberOf(through, server.name)
      if (!member?.voter) throw new Error(member ? `${member.name} does not vote` : 'it has no member')
      const node = await lab.kube(through).core.readNode({ name: server.name })
      if (readiness(node) !== 'True') throw new Error('its Node is not Ready')
      return member
    },
    { timeoutMs: rejoinMs, intervalMs: 1000, signal: lab.signal },
  )
