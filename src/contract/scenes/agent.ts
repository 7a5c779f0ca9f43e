import { waitUntil } from '../../base/wait-until.ts'
import { readiness } from '../../kube/nodes.ts'
import { ContractBroken } from '../hold.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'
import { scene } from '../scene.ts'
import { podImages } from './first-server.ts'
import { threeServers } from './three-servers.ts'

interface Agent {
  agent: LabServer
  /** The server by whose URL it joined: no etcd leader, so that its loss takes no election. */
  joined: LabServer
  /** A server that goes on. */
  survivor: LabServer
  /** From its start until its Node was Ready. */
  readyMs: number
}

const agentHost = 30
export const agentName = 'agent-0'
export const agentLabel = 'contract.test/agent'
export const agentTaint = { key: 'contract.test/agent', value: 'only', effect: 'PreferNoSchedule' }
export const agentMaxPods = 66

/** An agent that has joined three servers by the URL of one. */
export const joinedAgent = scene(async (lab): Promise<Agent> => {
  const { servers } = await threeServers(lab)
  const [joined, survivor] = await followers(servers)
  const { key, value, effect } = agentTaint
  const agent = await lab.create({
    name: agentName,
    host: agentHost,
    command: ['agent', `--node-taint=${key}=${value}:${effect}`, `--kubelet-arg=max-pods=${agentMaxPods}`],
    config: {
      server: `https://${joined.ip}:6443`,
      token: lab.token,
      'node-ip': lab.ipAt(agentHost),
      'node-label': [`${agentLabel}=1`],
    },
    files: [podImages(lab)],
    isAsked: false,
  })
  const fromMs = performance.now()
  await agent.start()
  const { core } = lab.kube(survivor)
  const ready = async () => {
    await agent.expectRunning()
    const is = readiness(await core.readNode({ name: agentName }))
    if (is !== 'True') throw new Error(`its Node is Ready=${is}`)
  }
  await waitUntil('the agent to be Ready', ready, { timeoutMs: 120_000, signal: lab.signal })
  return { agent, joined, survivor, readyMs: performance.now() - fromMs }
})

/** Starts an agent that cannot join, until its log has matched so often; it must run on. Then it is removed. */
export async function strugglingAgent(
  lab: Lab,
  { config, says, times }: { config: Record<string, unknown>; says: RegExp; times: number },
): Promise<string> {
  const agent = await lab.create({
    name: `stray-agent-${strays++}`,
    host: agentHost + 1,
    command: ['agent'],
    config,
    isAsked: false,
  })
  const fromMs = performance.now()
  try {
    await agent.start()
    const log = await waitUntil(
      `an agent's log to say ${says} ${times} times`,
      async () => {
        await agent.expectRunning()
        const text = await agent.logs()
        if (text.split('\n').filter(line => says.test(line)).length < times) throw new Error('it does not yet')
        return text
      },
      { timeoutMs: 60_000, intervalMs: 500, signal: lab.signal },
    )
    return `still runs after ${times} attempts in ${((performance.now() - fromMs) / 1000).toFixed(1)} s: ${says.exec(log)?.[0]}`
  } finally {
    await agent.remove()
  }
}

let strays = 0

async function followers(servers: readonly LabServer[]): Promise<[LabServer, LabServer]> {
  const found: LabServer[] = []
  for (const server of servers) {
    const etcd = await server.etcd()
    try {
      const { member, leader } = await etcd.status()
      if (member !== leader) found.push(server)
    } finally {
      etcd.close()
    }
  }
  const [one, other] = found
  if (!one || !other) throw new ContractBroken('fewer than two followers')
  return [one, other]
}
