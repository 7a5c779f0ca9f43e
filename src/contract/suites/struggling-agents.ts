import type { Clause, Suite } from '../clause.ts'
import { agentName, joinedAgent, strugglingAgent } from '../fixtures/agent.ts'
import { census, sameCensus } from '../fixtures/census.ts'
import { endedStart, refusedWith } from '../fixtures/ended-start.ts'
import type { Lab } from '../lab.ts'

interface Struggle extends Omit<Clause, 'test' | 'needs'> {
  config: (lab: Lab, url: string) => Record<string, unknown>
  /** What its log must say, again and again. */
  says: RegExp
}

/** An agent that cannot join goes on trying, and leaves members and Nodes as they were. */
const struggle = ({ config, says, ...clause }: Struggle): Clause => ({
  ...clause,
  needs: 'agents',
  async test(lab) {
    const { survivor } = await joinedAgent(lab)
    const before = await census(lab, survivor)
    const given = config(lab, `https://${survivor.ip}:6443`)
    const seen = await strugglingAgent(lab, { config: given, says, times: 3 })
    await sameCensus(lab, survivor, before)
    return seen
  },
})

/** An agent's start that k3s refuses. */
const fatal = (id: string, promise: string, args: string[], says: RegExp): Clause => ({
  id,
  promise,
  derived: 'k3s:pkg/cli/cmds/agent.go',
  needs: 'agents',
  test: async lab => refusedWith(await endedStart(lab, { command: ['agent', ...args] }), says),
})

export const strugglingAgents: Suite = {
  title: 'agents that cannot join',
  clauses: [
    fatal('2-agent-server', 'an agent without --server ends and asks for it', ['--token=x'], /--server is required/),
    fatal(
      '2-agent-token',
      'an agent without a token ends and asks for one',
      ['--server=https://192.0.2.1:6443'],
      /--token is required/,
    ),
    fatal(
      '2-agent-flags',
      'an agent refuses the flags that only servers have',
      ['--server=https://192.0.2.1:6443', '--token=x', '--cluster-init'],
      /cluster-init/,
    ),
    struggle({
      id: '4.5-agent-wrong-password',
      promise: 'an agent with a wrong password goes on trying, and names 401 Unauthorized each time',
      derived: 'k3s:pkg/agent/run.go',
      config: (_lab, server) => ({ server, token: 'a-wrong-password' }),
      says: /401 Unauthorized/,
    }),
    struggle({
      id: '4.5-agent-wrong-hash',
      promise: 'an agent whose token has another CA hash goes on trying, and says why each time',
      stated: 'k3s:pkg/agent/run.go',
      config: ({ token }, server) => ({ server, token: `K10${'0'.repeat(64)}::node:${token}` }),
      says: /Failed to validate connection to cluster at .*token CA hash does not match/,
    }),
    struggle({
      id: '4.4-agent-nobody',
      promise: 'an agent whose --server does not answer goes on trying',
      stated: 'k3s:pkg/agent/run.go',
      config: lab => ({ server: lab.nobodyUrl, token: lab.token }),
      says: /Failed to validate connection to cluster at /,
    }),
    struggle({
      id: '4.5-agent-duplicate-name',
      promise: 'an agent with the name of another node is refused, says so and goes on trying',
      stated: 'k3s:pkg/agent/config/config.go',
      config: ({ token }, server) => ({ server, token, 'node-name': agentName }),
      says: /Node password rejected, duplicate hostname or contents of '\/etc\/rancher\/node\/password' may not match server node-passwd entry/,
    }),
  ],
}
