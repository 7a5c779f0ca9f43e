import { BadInputError } from '../base/errors.ts'
import type { DrawnFault } from '../chaos/drawn-fault.ts'
import { menu } from '../chaos/menu.ts'
import { catalogue } from './catalogue.ts'
import { makeFault } from './make-fault.ts'

/**
 * Of the catalogue what schedules are drawn from, in the menu's order, which a draw depends on.
 * @param names only these, also such as are drawn by name alone @throws BadInputError for one that cannot be drawn
 */
export function drawnFaults(names?: readonly string[]): DrawnFault[] {
  const drawable = Object.keys(menu).filter(name => name in catalogue)
  const stranger = names?.find(name => !drawable.includes(name))
  if (stranger !== undefined) {
    const why = stranger in catalogue ? `'${stranger}' is not drawn` : `there is no fault '${stranger}'`
    throw new BadInputError(`chaos: ${why}`, { hint: `name some of ${drawable.join(', ')}` })
  }
  return drawable
    .filter(name => names?.includes(name) ?? true)
    .map(name => {
      const { weight, options } = menu[name]!
      return { name, weight: names ? Math.max(1, weight) : weight, ...makeFault(name, options?.[0]) }
    })
}
