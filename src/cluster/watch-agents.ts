import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { shell } from '../base/shell.ts'
import { socketsCommand } from '../base/sockets.ts'
import { agentIds, type NodeId } from '../topology/node-id.ts'
import { carrierIn } from './carrier.ts'
import type { ClusterContainers } from './cluster.ts'
import type { ClusterNode } from './cluster-node.ts'

const intervalSeconds = 0.25
const endOfTable = '---'
// It ends with whoever reads it: its next table then has no taker.
const script = `while ${socketsCommand} && echo ${endOfTable}; do sleep ${intervalSeconds}; done`
const attachAgainMs = 1000

/** Tells over which server the calls of each agent go, at every change; undefined while they go nowhere. */
export function watchAgents(
  cluster: ClusterContainers,
  onChange: (agent: NodeId, carrier: NodeId | undefined) => void,
): { stop(): void } {
  const stopped = new AbortController()
  // Where the load balancer leads them, their sockets do not say where to.
  if (cluster.distribution.agentTunnel === undefined) return { stop: () => {} }
  for (const agent of agentIds(cluster.topology.agents)) {
    let known: NodeId | undefined
    const look = (table: string) => {
      const carrier = carrierIn(table, cluster.nodes, cluster.distribution.ports.api)
      if (carrier === known) return
      known = carrier
      onChange(agent, carrier)
    }
    void follow(cluster.node(agent), look, stopped.signal)
  }
  return { stop: () => stopped.abort() }
}

/** Hands over each table of an agent's sockets, through all its lives. */
async function follow(agent: ClusterNode, look: (table: string) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    // It does not run, or has ended.
    await readTables(agent, look, signal).catch(() => {})
    if (!signal.aborted) look('')
    await sleep(attachAgainMs, undefined, { signal }).catch(() => {})
  }
}

async function readTables(agent: ClusterNode, look: (table: string) => void, signal: AbortSignal): Promise<void> {
  const { stdin, stdout } = await agent.attachExec(shell(script))
  const close = () => stdin.destroy()
  signal.addEventListener('abort', close, { once: true })
  let table = ''
  try {
    for await (const line of createInterface({ input: stdout })) {
      if (line !== endOfTable) table += `${line}\n`
      else {
        signal.throwIfAborted()
        look(table)
        table = ''
      }
    }
  } finally {
    signal.removeEventListener('abort', close)
    close()
  }
}
