/** One process of a node. */
export interface NodeProcess {
  /** In the node's own process namespace. */
  pid: number
  /** The kernel's start time in ticks: with it a number that is given again is told from the first. */
  startedTicks: number
  /** Names that it goes by: its program's, and its first argument's, as of a program that is many. */
  names: string[]
}

const ofNode = `  [ "$(readlink $p/ns/pid)" = "$(readlink /proc/1/ns/pid)" ] || continue
`

/**
 * Lists the processes of a node for {@link parseProcesses}. A pod's have a namespace of their own. After `) ` the fields of
 * stat have no spaces: the start time is the 20th.
 */
export const listProcesses = (withPods: boolean): string => `for p in /proc/[0-9]*; do
${withPods ? '' : ofNode}  stat=$(cat $p/stat) && line=$(tr '\\0\\n' '\\t ' < $p/cmdline) || continue
  set -- \${stat##*) }
  printf '%s\\t%s\\t%s\\n' "\${p#/proc/}" "\${20}" "$line"
done 2> /dev/null`

/** What {@link listProcesses} printed: number, start time and command line, parted by tabs. */
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
