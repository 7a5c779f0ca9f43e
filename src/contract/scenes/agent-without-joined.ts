import { connectionsIn, socketsCommand } from '../../base/sockets.ts'
import { waitUntil } from '../../base/wait-until.ts'
import type { Kube } from '../../kube/kube-client.ts'
import { nodeLeaseMs, readiness } from '../../kube/nodes.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'
import { scene } from '../scene.ts'
import { agentName, joinedAgent } from './agent.ts'
import { census, sameCensus } from './census.ts'

interface WithoutJoined {
  /** Which server carried the agent's connections before, and after. */
  before: string
  after: string
  /** From the kill until another server carried them. */
  movedMs: number
  /** From the kill until its Node's lease had been renewed twice. */
  renewedMs: number
  /** Every readiness of its Node that was seen from the kill on. */
  readiness: string[]
  /** From the second start of the agent, with that server still dead, until its Node's lease was renewed. */
  restartMs: number
}

const apiPort = 6443

/** The server by which the agent joined killed, the agent stopped and started without it, and the server started again. */
export const withoutJoined = scene(async (lab): Promise<WithoutJoined> => {
  const { agent, joined, survivor } = await joinedAgent(lab)
  const members = await census(lab, survivor)
  const kube = lab.kube(survivor)
  const before = await waitUntil('one server to carry the agent', () => carrierOf(agent), {
    timeoutMs: 20_000,
    signal: lab.signal,
  })
  const seen = new Set<string>()
  const fromMs = performance.now()
  await joined.kill()
  const { after, movedMs } = await waitUntil(
    'another server to carry the agent',
    async () => {
      const after = await carrierOf(agent)
      if (after === joined.ip) throw new Error(`it is still ${after}`)
      return { after, movedMs: performance.now() - fromMs }
    },
    { timeoutMs: 60_000, intervalMs: 100, signal: lab.signal },
  )
  const renewed = (times: number) => renewals(lab, kube, times, status => seen.add(status))
  await renewed(2)
  const renewedMs = performance.now() - fromMs
  await agent.stop()
  const againMs = performance.now()
  await agent.start()
  await renewed(1)
  const restartMs = performance.now() - againMs
  await joined.start()
  await joined.ready()
  await sameCensus(lab, survivor, members)
  return { before, after, movedMs, renewedMs, readiness: [...seen], restartMs }
})

/** Waits for the lease of the agent's Node to be renewed so often from now on, and tells each readiness that it sees. */
async function renewals(lab: Lab, kube: Kube, times: number, tell: (status: string) => void): Promise<void> {
  const renewed = new Set<number>()
  await waitUntil(
    `the lease of ${agentName} to be renewed`,
    async () => {
      tell(readiness(await kube.core.readNode({ name: agentName })))
      renewed.add(await nodeLeaseMs(kube, agentName))
      // What is seen first may be from before.
      if (renewed.size <= times) throw new Error(`${Math.max(0, renewed.size - 1)} of ${times} times`)
    },
    { timeoutMs: 90_000, intervalMs: 250, signal: lab.signal },
  )
}

/** The server with most of the agent's connections: each has one by the tunnel, and one has all the others. */
async function carrierOf(agent: LabServer): Promise<string> {
  const remotes = connectionsIn(await agent.shell(socketsCommand), apiPort)
  const counts = new Map<string, number>()
  for (const remote of remotes) counts.set(remote, (counts.get(remote) ?? 0) + 1)
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  if (!most || most[1] < 2)
    throw new Error(`connections to ${[...counts].map(pair => pair.join(': ')).join(', ') || 'nobody'}`)
  return most[0]
}
