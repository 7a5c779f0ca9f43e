import { type Cluster, containerOf } from '../../cluster/cluster.ts'
import { execute } from '../../engine/execute.ts'
import type { NodeId } from '../../topology/node-id.ts'

/** One process of a node, not of its pods. */
export interface NodeProcess {
  /** In the node's own process namespace. */
  pid: number
  /** The kernel's start time in ticks: with it a number that is given again is told from the first. */
  startedTicks: number
  /** Names that it goes by: its program's, and its first argument's, as of a program that is many. */
  names: string[]
}

// A pod's processes have a namespace of their own. After `) ` the fields of stat have no spaces: the start time is the 20th.
const script = `for p in /proc/[0-9]*; do
  [ "$(readlink $p/ns/pid)" = "$(readlink /proc/1/ns/pid)" ] || continue
  stat=$(cat $p/stat) && line=$(tr '\\0\\n' '\\t ' < $p/cmdline) || continue
  set -- \${stat##*) }
  printf '%s\\t%s\\t%s\\n' "\${p#/proc/}" "\${20}" "$line"
done 2> /dev/null`

/** @throws Error when the node does not run, which may pass */
export async function processesOf(cluster: Cluster, node: NodeId): Promise<NodeProcess[]> {
  const { stdout } = await execute(cluster.engine, containerOf(cluster, node), ['/bin/sh', '-c', script]).catch(
    error => {
      throw new Error(`${node} takes no command`, { cause: error })
    },
  )
  return parseProcesses(stdout)
}

/** What the script printed: number, start time and command line, parted by tabs. */
export function parseProcesses(listing: string): NodeProcess[] {
  return listing.split('\n').flatMap(row => {
    const [pid, startedTicks, program, argument] = row.split('\t')
    if (!pid || !program) return []
    // A title of its own may be one text with its arguments.
    const [title = '', rest] = program.split(' ')
    const names = [title.slice(title.lastIndexOf('/') + 1), rest ?? argument].filter(name => name !== undefined)
    return [{ pid: Number(pid), startedTicks: Number(startedTicks), names: names.filter(name => name !== '') }]
  })
}
