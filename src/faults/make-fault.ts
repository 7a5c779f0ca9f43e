import { BadInputError } from '../base/errors.ts'
import { catalogue } from './catalogue.ts'
import type { Fault } from './fault.ts'

/** The fault of the catalogue by that name, told these options. @throws BadInputError when there is none, or they do not fit */
export function makeFault(name: string, options?: Readonly<Record<string, unknown>>): Fault {
  if (!Object.hasOwn(catalogue, name)) {
    const hint = `the faults are ${Object.keys(catalogue).join(', ')}`
    throw new BadInputError(`there is no fault '${name}'`, { hint })
  }
  const make = catalogue[name as keyof typeof catalogue] as (options?: Readonly<Record<string, unknown>>) => Fault
  return make(options)
}
