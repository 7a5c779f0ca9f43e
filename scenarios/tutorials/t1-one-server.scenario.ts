import { scenario } from 'holdfast'
import { kubectlOn, must, said } from '../kubectl.ts'

scenario(
  'T1: an agent that was pointed at one server, and that server dies',
  {
    tags: ['nightly', 'agent'],
    needs: { servers: '3', agents: '>=1' },
    topology: {
      servers: 3,
      agents: 1,
      agentsJoin: 'server:0',
      loadBalancer: { kind: 'nginx', file: 'scenarios/tutorials/nginx.conf' },
    },
    expectedDuration: '140s',
    limits: {},
  },
  async ({ claim, faults, phase, run }) => {
    const { nodes } = kubectlOn(run, 'server:1')
    const agentIs = (wanted: string) => async () => {
      const seen = await nodes()
      return must(seen.find(({ name }) => name === 'agent-0')?.status === wanted, said(seen))
    }
    await phase.steady('10s')
    await faults.stop('server:0')
    await claim('the agent is lost with the only server that it was pointed at', agentIs('NotReady'), { within: '60s' })
    await claim('it goes on by the other servers, which it has learnt of since', agentIs('Ready'))
    const agent = await faults.stop('agent:0')
    await claim('stopped, it becomes NotReady', agentIs('NotReady'), { within: '120s' })
    await agent.heal()
    await claim('it finds the others after its own restart too, while its server is still down', agentIs('Ready'), {
      within: '60s',
    })
  },
)
