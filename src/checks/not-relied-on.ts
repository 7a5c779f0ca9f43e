import type { AnyCheck } from './any-check.ts'

/** Why a check's result is not known: what was seen cannot be relied on, because of what the record itself is like. */
export interface NotReliedOn {
  kind: 'not-relied-on'
  because: AnyCheck['reason']
  seen: AnyCheck['reason']
}
