import { type Run, times } from './run.ts'

/** A pod of the made agent. */
export const agentPod = { type: 'pod', purpose: 'replica', pod: 'replica-9', node: 'agent-0' } as const

/** Adds an agent to the made run: it renews its lease every 2 s, and goes over from the victim to server:2. */
export function joinAgent(run: Run): Run {
  run.manifest.topology.agents = 1
  run.tell(40, { type: 'node', node: 'agent-0', ready: 'True' })
  run.tell(40, { ...agentPod, stage: 'running' })
  for (let second = 41; second < times.final; second += 2) run.tell(second, { type: 'heartbeat', node: 'agent-0' })
  run.tell(40, { type: 'carrier', agent: 'agent:0', server: 'server:1' })
  run.tell(times.fault + 0.1, { type: 'carrier', agent: 'agent:0' })
  run.tell(times.fault + 1.25, { type: 'carrier', agent: 'agent:0', server: 'server:2' })
  return run
}
