import { nowUs } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import { pause } from '../base/wait-until.ts'
import type { Schedule, Strike } from '../chaos/schedule.ts'
import { makeFault } from '../faults/make-fault.ts'
import type { Selector } from '../faults/select-node.ts'
import type { NodeId } from '../topology/node-id.ts'
import { admission } from './admission.ts'
import { injectFault } from './inject-fault.ts'
import { pace } from './pace.ts'
import type { Injection, Session } from './session.ts'

/** The nodes that each strike has hold of, from its aim until they are back. */
type Held = Map<Strike, readonly NodeId[]>

/**
 * Strikes as planned, heals as planned, and ends when all that was struck is back or was waited for in vain. A fault that
 * cannot act is skipped, and the record says why.
 */
export async function followSchedule(session: Session, schedule: Schedule): Promise<void> {
  const { signal, record } = session
  const { seed, strikes, durationMs } = schedule
  const held: Held = new Map()
  const startUs = nowUs()
  record({ type: 'schedule', seed, strikes: strikes.length })
  await pace(strikes, strike => strikeAndHeal(session, strike, schedule, held), signal)
  await pause(Math.max(0, durationMs - (nowUs() - startUs) / 1000), signal)
}

async function strikeAndHeal(session: Session, strike: Strike, schedule: Schedule, held: Held): Promise<void> {
  const injections = await inject(session, strike, schedule, held)
  if (injections.length > 0) await pause(strike.lengthMs, session.signal)
  await Promise.all(injections.map(injection => injection.heal()))
  await Promise.all(injections.map(({ returned }) => returned))
  held.delete(strike)
}

/** Nothing when it cannot act; once its call stands in the record, what goes wrong is an error. */
async function inject(session: Session, strike: Strike, { quorum }: Schedule, held: Held): Promise<Injection[]> {
  const { record, random, signal } = session
  const { fault: name, options, selector } = strike
  const fault = makeFault(name, options)
  const others = () => [...held].flatMap(([other, nodes]) => (other === strike ? [] : nodes))
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
      held.set(strike, nodes)
    })
  } catch (error) {
    signal.throwIfAborted()
    if (hasActed) throw error
    record({ type: 'skipped', kind: fault.kind, selector, reason: messageOf(error) })
    return []
  }
}
