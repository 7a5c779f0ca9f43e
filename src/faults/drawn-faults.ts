import { BadInputError } from '../base/errors.ts'
import type { DrawnFault } from '../chaos/drawn-fault.ts'
import { catalogue } from './catalogue.ts'
import { makeFault } from './make-fault.ts'

/**
 * Of the catalogue what schedules are drawn from, in its order, which a draw depends on.
 * @param names only these, also such as are drawn by name alone @throws BadInputError for one that cannot be drawn
 */
export function drawnFaults(names?: readonly string[]): DrawnFault[] {
  const drawable = Object.keys(catalogue).flatMap((name): DrawnFault[] => {
    const { drawn, ...fault } = makeFault(name)
    return drawn === undefined ? [] : [{ ...fault, name, drawn }]
  })
  if (names === undefined) return drawable.filter(({ drawn }) => drawn.weight > 0)
  const stranger = names.find(each => !drawable.some(({ name }) => name === each))
  if (stranger !== undefined) {
    const why = stranger in catalogue ? `'${stranger}' is not drawn` : `there is no fault '${stranger}'`
    throw new BadInputError(`chaos: ${why}`, { hint: `name some of ${drawable.map(({ name }) => name).join(', ')}` })
  }
  return drawable
    .filter(({ name }) => names.includes(name))
    .map(fault => ({ ...fault, drawn: { ...fault.drawn, weight: Math.max(1, fault.drawn.weight) } }))
}
