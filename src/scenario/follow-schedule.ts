import { nowUs } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import { pause } from '../base/wait-until.ts'
import type { Schedule, ScheduledFault } from '../chaos/schedule.ts'
import { makeFault } from '../faults/make-fault.ts'
import type { Selector } from '../faults/select-node.ts'
import type { NodeId } from '../topology/node-id.ts'
import { admission } from './admission.ts'
import { injectFault } from './inject-fault.ts'
import { pace } from './pace.ts'
import type { ActiveFault, Session } from './session.ts'

/** The nodes that each fault has hold of, from its choice until they are back. */
type Held = Map<ScheduledFault, readonly NodeId[]>

/**
 * Strikes as planned, heals as planned, and ends when all that was struck is back or was waited for in vain. A fault that
 * cannot act is skipped, and the record says why.
 */
export async function followSchedule(session: Session, schedule: Schedule): Promise<void> {
  const { signal, record } = session
  const { seed, faults, durationMs } = schedule
  const held: Held = new Map()
  const startUs = nowUs()
  record({ type: 'schedule', seed, faults: faults.length })
  await pace(faults, planned => strikeAndHeal(session, planned, schedule, held), signal)
  await pause(Math.max(0, durationMs - (nowUs() - startUs) / 1000), signal)
}

async function strikeAndHeal(session: Session, planned: ScheduledFault, schedule: Schedule, held: Held): Promise<void> {
  const active = await inject(session, planned, schedule, held)
  if (active.length > 0) await pause(planned.lengthMs, session.signal)
  await Promise.all(active.map(each => each.heal()))
  await Promise.all(active.map(({ returned }) => returned))
  held.delete(planned)
}

/** Nothing when it cannot act; once its call stands in the record, what goes wrong is an error. */
async function inject(
  session: Session,
  planned: ScheduledFault,
  { quorum }: Schedule,
  held: Held,
): Promise<ActiveFault[]> {
  const { record, random, signal } = session
  const { fault: name, options, selector } = planned
  const fault = makeFault(name, options)
  const others = () => [...held].flatMap(([other, nodes]) => (other === planned ? [] : nodes))
  let hasActed = false
  const own: Session = {
    ...session,
    // Of those that may be picked, one that is free.
    random: { ...random, pick: from => random.pick(from.filter(each => !others().some(node => node === each))) },
    record: line => {
      hasActed ||= line.type === 'fault' && line.step === 'call'
      record(line)
    },
  }
  try {
    return await injectFault(own, fault, selector as Selector, async nodes => {
      await admission(session, { fault, nodes, struck: others(), quorum })
      held.set(planned, nodes)
    })
  } catch (error) {
    signal.throwIfAborted()
    if (hasActed) throw error
    record({ type: 'skipped', kind: fault.kind, selector, reason: messageOf(error) })
    return []
  }
}
