import type { Progress } from '../base/progress.ts'
import { beginProbing } from '../cluster/begin-probing.ts'
import { finalChecks } from './final-checks.ts'
import { makeFixtures, type Staged } from './make-fixtures.ts'
import { plantControl } from './positive-control.ts'
import type { Session } from './session.ts'
import { settle } from './settle.ts'

/** Probes, the body, and what follows every body, also one that throws: heal, settle, last samples, final reads. */
export async function tellStory(session: Session, progress: Progress): Promise<void> {
  const { cluster, scenario, inPhase } = session
  const staged: Staged = (title, work) =>
    progress.stage(title, awaiting => {
      session.awaiting = awaiting
      return work()
    })
  await staged('begin to probe', () => {
    const note = (text: string) => session.record({ type: 'note', text })
    session.awaiting('the ways that the probes take')
    return beginProbing(cluster, scenario.series, { signal: session.signal, note })
  })
  const [told] = await Promise.allSettled([scenario.body(makeFixtures(session, staged))])
  session.signal.throwIfAborted()
  await staged('heal', () => inPhase('heal', () => healAll(session)))
  await staged('settle', () => inPhase('settle', () => settle(session)))
  await staged('plant two outages', () => inPhase('control', () => plantControl(session)))
  await staged('final reads', () =>
    inPhase('final', async () => {
      session.awaiting('the last samples')
      await cluster.observer.drain()
      session.awaiting("the ledger's clients, and the final lists of every server")
      await session.ledger.finish(session.signal)
      await finalChecks(session)
      await cluster.observer.end()
    }),
  )
  if (told.status === 'rejected') throw told.reason
}

/** In the order in which they were injected: a later fault may rest on an earlier one. */
async function healAll({ faults }: Session): Promise<void> {
  for (const active of faults) await active.heal()
}
