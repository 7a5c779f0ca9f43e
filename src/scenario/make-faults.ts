import { catalogue } from '../faults/catalogue.ts'
import type { Fault } from '../faults/fault.ts'
import type { Selector } from '../faults/select-node.ts'
import type { ActiveFault, Fixtures } from './fixtures.ts'
import { injectFault } from './inject-fault.ts'
import type { Staged } from './make-fixtures.ts'
import type { Injection, Session } from './session.ts'

/** The catalogue as a body's fixture: each fault by its name, to be struck at a selector. */
export function makeFaults(session: Session, staged: Staged): Fixtures['faults'] {
  const strike =
    (make: (options?: never) => Fault) =>
    (selector: Selector, options?: never): Promise<ActiveFault> => {
      const fault = make(options)
      return staged(`${fault.kind} ${selector}`, () => session.inPhase('fault', () => inject(session, fault, selector)))
    }
  const entries = Object.entries(catalogue).map(([name, make]) => [name, strike(make)])
  return Object.fromEntries(entries) as Fixtures['faults']
}

async function inject(session: Session, fault: Fault, selector: Selector): Promise<ActiveFault> {
  return activeOver(await injectFault(session, fault, selector))
}

function activeOver(injections: readonly Injection[]): ActiveFault {
  const nodes = injections.map(({ node }) => node)
  const heal = async () => void (await Promise.all(injections.map(injection => injection.heal())))
  return {
    node: nodes[0]!,
    nodes,
    get each() {
      return injections.map(injection => activeOver([injection]))
    },
    heal,
    healAndReturn: async () => {
      await heal()
      await Promise.all(injections.map(({ returned }) => returned))
    },
  }
}
