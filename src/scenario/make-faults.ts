import { catalogue } from '../faults/catalogue.ts'
import type { Fault } from '../faults/fault.ts'
import type { Selector } from '../faults/select-node.ts'
import type { FaultHandle, Fixtures } from './fixtures.ts'
import { injectFault } from './inject-fault.ts'
import type { Staged } from './make-fixtures.ts'
import type { ActiveFault, Session } from './session.ts'

/** The catalogue as a body's fixture: each fault by its name, to be struck at a selector. */
export function makeFaults(session: Session, staged: Staged): Fixtures['faults'] {
  const handleOf = (active: readonly ActiveFault[]): FaultHandle => {
    const nodes = active.map(({ node }) => node)
    const titled = <T>(work: () => Promise<T>): Promise<T> =>
      staged(`heal ${kindOf(active)} of ${nodes.join(', ')}`, work)
    const heal = async () => void (await Promise.all(active.map(one => one.heal())))
    return {
      node: nodes[0]!,
      nodes,
      get each() {
        return active.map(one => handleOf([one]))
      },
      heal: () => titled(heal),
      healAndReturn: () =>
        titled(async () => {
          await heal()
          await Promise.all(active.map(({ returned }) => returned))
        }),
    }
  }
  const strike =
    (make: (options?: never) => Fault) =>
    (selector: Selector, options?: never): Promise<FaultHandle> => {
      const fault = make(options)
      return staged(`${fault.kind} ${selector}`, async () =>
        handleOf(await session.inPhase('fault', () => injectFault(session, fault, selector))),
      )
    }
  const entries = Object.entries(catalogue).map(([name, make]) => [name, strike(make)])
  return Object.fromEntries(entries) as Fixtures['faults']
}

/** Of a group it is one fault. */
const kindOf = ([first]: readonly ActiveFault[]): string => first!.kind
