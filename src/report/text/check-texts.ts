import type { CheckShape } from '../../checks/check-result.ts'
import type { Catalogue } from './catalogue.ts'

/** The words for all that checks of some kinds may say. */
export interface CheckTexts<Check extends CheckShape> {
  promise: Catalogue<Check['promise']>
  reason: Catalogue<Check['reason']>
  seen: Catalogue<Check['seen']>
}
