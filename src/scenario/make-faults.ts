import { catalogue } from '../faults/catalogue.ts'
import type { Fault } from '../faults/fault.ts'
import type { Selector } from '../faults/select-node.ts'
import type { ActiveFault, Fixtures } from './fixtures.ts'
import { injectFault } from './inject-fault.ts'
import type { Staged } from './make-fixtures.ts'
import type { Injection, Session } from './session.ts'

/** The catalogue as a body's fixture: each fault by its name, to be struck at a selector. */
export function makeFaults(session: Session, staged: Staged): Fixtures['faults'] {
  const activeOver = (injections: readonly Injection[]): ActiveFault => {
    const nodes = injections.map(({ node }) => node)
    const titled = <T>(work: () => Promise<T>): Promise<T> =>
      staged(`heal ${kindOf(injections)} of ${nodes.join(', ')}`, work)
    const heal = async () => void (await Promise.all(injections.map(injection => injection.heal())))
    return {
      node: nodes[0]!,
      nodes,
      get each() {
        return injections.map(injection => activeOver([injection]))
      },
      heal: () => titled(heal),
      healAndReturn: () =>
        titled(async () => {
          await heal()
          await Promise.all(injections.map(({ returned }) => returned))
        }),
    }
  }
  const strike =
    (make: (options?: never) => Fault) =>
    (selector: Selector, options?: never): Promise<ActiveFault> => {
      const fault = make(options)
      return staged(`${fault.kind} ${selector}`, async () =>
        activeOver(await session.inPhase('fault', () => injectFault(session, fault, selector))),
      )
    }
  const entries = Object.entries(catalogue).map(([name, make]) => [name, strike(make)])
  return Object.fromEntries(entries) as Fixtures['faults']
}

/** Of a group it is one fault. */
const kindOf = ([first]: readonly Injection[]): string => first!.kind
