import { FaultError } from '../base/errors.ts'
import { killContainer } from '../engine/container.ts'
import { runHelper } from '../engine/run-helper.ts'
import type { Fault, FaultContext } from './fault.ts'
import { stopContainerBy } from './stop-container.ts'

/**
 * A whole machine without power: it says nothing any more, neither goodbye to those who are connected nor no to those who
 * come. A killed process does both while its address lasts, and one refusal is enough for a balancer to leave it out.
 */
export const powerOff: Fault = {
  kind: 'power-off',
  healing: 'start',
  inject: (context, node) => stopContainerBy(id => silenceAndKill(context, id), context, node),
}

// The filter lives in the node's network namespace, and ends with it.
const silence = 'iptables -w -I INPUT ! -i lo -j DROP && iptables -w -I OUTPUT ! -o lo -j DROP'

async function silenceAndKill({ cluster, signal }: FaultContext, id: string): Promise<void> {
  const { exitCode, said } = await runHelper(
    cluster.engine,
    {
      name: `holdfast-${cluster.runId}-power-off`,
      image: cluster.images.find(({ role }) => role === 'node')!.id,
      labels: cluster.labels,
      networkMode: `container:${id}`,
      capabilities: ['NET_ADMIN', 'NET_RAW'],
      script: silence,
    },
    signal,
  )
  if (exitCode !== 0) throw new FaultError(`the node could not be silenced: ${said.join(' ')}`)
  await killContainer(cluster.engine, id)
}
