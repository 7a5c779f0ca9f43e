import { nowUs } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import { pause } from '../base/wait-until.ts'
import type { Schedule, Strike } from '../chaos/schedule.ts'
import { makeFault } from '../faults/make-fault.ts'
import type { Selector } from '../faults/select-node.ts'
import type { NodeId } from '../topology/node-id.ts'
import { admission } from './admission.ts'
import { injectFault } from './inject-fault.ts'
import type { Injection, Session } from './session.ts'

/** The nodes that each strike has hold of, from its aim until they are back. */
type Held = Map<Strike, readonly NodeId[]>

/**
 * Strikes as planned, heals as planned, and ends when all that was struck is back or was waited for in vain. What comes
 * after another fault's healing waits until that one's nodes are back, and then moves all that follows; what overlaps
 * does not. A fault that cannot act is skipped, and the record says why.
 */
export async function followSchedule(session: Session, schedule: Schedule): Promise<void> {
  const { signal, record } = session
  const startUs = nowUs()
  const elapsedMs = () => (nowUs() - startUs) / 1000
  const waitFor = (ms: number) => pause(Math.max(0, ms - elapsedMs()), signal)
  const held: Held = new Map()
  const begun: { endMs: number; over: Promise<void> }[] = []
  let lateMs = 0
  record({ type: 'schedule', seed: schedule.seed, strikes: schedule.strikes.length })
  for (const strike of schedule.strikes) {
    await Promise.all(begun.filter(({ endMs }) => endMs <= strike.atMs).map(({ over }) => over))
    lateMs = Math.max(lateMs, elapsedMs() - strike.atMs)
    await waitFor(strike.atMs + lateMs)
    const over = strikeAndHeal(session, strike, schedule, held)
    // Awaited by those that follow.
    over.catch(() => {})
    begun.push({ endMs: strike.atMs + strike.lengthMs, over })
  }
  await Promise.all(begun.map(({ over }) => over))
  await waitFor(schedule.durationMs)
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
