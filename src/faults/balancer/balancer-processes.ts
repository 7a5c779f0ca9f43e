import type { Cluster } from '../../cluster/cluster.ts'
import { fileName, type NodeId } from '../../topology/node-id.ts'

/** A process of a load balancer's program, as its kernel knows it. */
export interface BalancerProcess {
  pid: number
  /** The kernel's start time in ticks: with it a number that is given again is told from the first. */
  startedTicks: number
}

/** The processes of the program that balances; what else runs beside them is left out. @throws EngineError */
export async function balancerProcesses(
  cluster: Cluster,
  node: NodeId,
  signal: AbortSignal,
): Promise<BalancerProcess[]> {
  const { image, lacksShell } = cluster.balancer!
  const table = lacksShell ? await besideIt(cluster, node, signal) : (await cluster.node(node).exec(listing)).stdout
  return parseProcesses(table, image)
}

// What ends meanwhile has no file any more.
const listing = 'cat /proc/[0-9]*/stat 2> /dev/null'

async function besideIt(cluster: Cluster, node: NodeId, signal: AbortSignal): Promise<string> {
  const helper = { name: `${fileName(node)}-processes`, shares: 'processes', script: `${listing}; true` } as const
  return (await cluster.node(node).runHelper(helper, signal)).said.join('\n')
}

/** Of the kernel's lines `pid (program) state …` those of one program; the start time is the 20th field after its name. */
export const parseProcesses = (table: string, program: string): BalancerProcess[] =>
  table.split('\n').flatMap(line => {
    const [, pid, name, rest = ''] = /^(\d+) \((.*)\) (.*)$/.exec(line) ?? []
    return name === program ? [{ pid: Number(pid), startedTicks: Number(rest.split(' ')[19]) }] : []
  })

/** Those of `list` that are not among `others`. */
export const without = (list: readonly BalancerProcess[], others: readonly BalancerProcess[]): BalancerProcess[] =>
  list.filter(each => !others.some(other => other.pid === each.pid && other.startedTicks === each.startedTicks))

export const pidWords = (list: readonly BalancerProcess[]): string => `pid ${list.map(({ pid }) => pid).join(', ')}`
