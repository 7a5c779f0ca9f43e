import type { DrawnFault } from '../chaos/drawn-fault.ts'
import { menu } from '../chaos/menu.ts'
import { catalogue } from './catalogue.ts'
import { makeFault } from './make-fault.ts'

/** Of the catalogue what schedules are drawn from, in the menu's order, which a draw depends on. */
export const drawnFaults = (): DrawnFault[] =>
  Object.entries(menu)
    .filter(([name]) => name in catalogue)
    .map(([name, { options }]) => ({ name, ...makeFault(name, options?.[0]) }))
