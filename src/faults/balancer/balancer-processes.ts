import type { Cluster } from '../../cluster/cluster.ts'
import type { NodeId } from '../../topology/node-id.ts'

/** A process of a load balancer's program, as its kernel knows it. */
export interface BalancerProcess {
  pid: number
  /** The kernel's start time in ticks: with it a number that is given again is told from the first. */
  startedTicks: number
}

/** The processes of the program that balances; what else runs beside them is left out. @throws EngineError */
export async function balancerProcesses(cluster: Cluster, node: NodeId): Promise<BalancerProcess[]> {
  // What ends meanwhile has no file any more.
  const { stdout } = await cluster.node(node).exec('cat /proc/[0-9]*/stat 2> /dev/null')
  return parseProcesses(stdout, cluster.balancer!.image)
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
