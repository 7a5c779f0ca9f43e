import { leavesQuorum, leavesServer } from './capacity-loss.ts'
import { drawOptions } from './draw-options.ts'
import type { Draw } from './draw-schedule.ts'
import type { DrawnFault } from './drawn-fault.ts'

/** Of the faults that may be drawn those that cannot be, each with its own reason; those of one reason together. */
export function fallenAway({ faults, topology, quorum }: Pick<Draw, 'faults' | 'topology' | 'quorum'>): string[] {
  const whyNot = (fault: DrawnFault): string | undefined => {
    const options = drawOptions(fault, topology)
    if (typeof options === 'string') return options
    const kept = options.filter(({ loss }) => leavesQuorum([loss], topology))
    if (quorum === 'break' || kept.some(({ loss }) => leavesServer([loss], topology))) return undefined
    return kept.length > 0 ? 'no server would be left to clients' : 'no quorum would be left'
  }
  return [...Map.groupBy(faults, whyNot)].flatMap(([reason, each]) =>
    reason === undefined ? [] : `${each.map(({ name }) => name).join(', ')}: ${reason}`,
  )
}
