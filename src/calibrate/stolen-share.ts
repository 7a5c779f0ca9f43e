import { readFileSync } from 'node:fs'

/** Begins to count; the returned function tells the share of CPU time that the hypervisor kept since, 0 to 1. */
export function countStolen(): () => number {
  const before = cpuTicks()
  return () => {
    const after = cpuTicks()
    return (after.stolen - before.stolen) / (after.all - before.all)
  }
}

/** proc(5), the first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal. */
function cpuTicks(): { all: number; stolen: number } {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1)
  const ticks = line.split(/\s+/).slice(1, 9).map(Number)
  return { all: ticks.reduce((sum, each) => sum + each, 0), stolen: ticks[7]! }
}
