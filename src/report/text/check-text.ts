import type { AnyCheck } from '../../checks/any-check.ts'
import type { CheckResult } from '../../checks/check-result.ts'
import type { NotReliedOn } from '../../checks/not-relied-on.ts'
import { arrivalTexts } from './arrival-texts.ts'
import { availabilityTexts } from './availability-texts.ts'
import { type Catalogue, textOf } from './catalogue.ts'
import { controlTexts } from './control-texts.ts'
import { endStateTexts } from './end-state-texts.ts'
import { leaseTexts } from './lease-texts.ts'
import { ledgerTexts } from './ledger-texts.ts'
import { limitText, measuredText } from './measured-text.ts'
import { ownTimersText } from './own-timers-text.ts'
import { predictionText } from './prediction-text.ts'
import { readsTexts } from './reads-texts.ts'
import { recoveryTexts } from './recovery-texts.ts'
import { scenarioTexts } from './scenario-texts.ts'
import { validityTexts } from './validity-texts.ts'
import { watchTexts } from './watch-texts.ts'

const promises: Catalogue<AnyCheck['promise']> = {
  ...scenarioTexts.promise,
  ...availabilityTexts.promise,
  ...recoveryTexts.promise,
  ...arrivalTexts.promise,
  ...endStateTexts.promise,
  ...ledgerTexts.promise,
  ...readsTexts.promise,
  ...watchTexts.promise,
  ...leaseTexts.promise,
  ...validityTexts.promise,
  ...controlTexts.promise,
}

const reasons: Catalogue<AnyCheck['reason'] | NotReliedOn> = {
  ...scenarioTexts.reason,
  ...availabilityTexts.reason,
  ...recoveryTexts.reason,
  ...arrivalTexts.reason,
  ...endStateTexts.reason,
  ...ledgerTexts.reason,
  ...readsTexts.reason,
  ...watchTexts.reason,
  ...leaseTexts.reason,
  ...validityTexts.reason,
  ...controlTexts.reason,
  'not-relied-on': ({ because, seen }) => `${textOf(reasons, because)}; not relied on: ${textOf(reasons, seen)}`,
}

const sights: Catalogue<AnyCheck['seen']> = {
  ...scenarioTexts.seen,
  ...availabilityTexts.seen,
  ...recoveryTexts.seen,
  ...arrivalTexts.seen,
  ...endStateTexts.seen,
  ...ledgerTexts.seen,
  ...readsTexts.seen,
  ...watchTexts.seen,
  ...leaseTexts.seen,
  ...validityTexts.seen,
  ...controlTexts.seen,
}

/** A check's result in words. */
interface CheckText {
  title: string
  reason: string
  measured?: string
  limit?: string
  theory?: string
  underOwnTimers?: string
  evidence: string[]
}

export const checkText = ({
  promise,
  reason,
  measured,
  limit,
  theory,
  evidence,
  underOwnTimers,
}: CheckResult): CheckText => ({
  title: textOf(promises, promise),
  reason: textOf(reasons, reason),
  ...(measured && { measured: measuredText(measured) }),
  ...(limit && { limit: limitText(limit) }),
  ...(theory && { theory: predictionText(theory) }),
  ...(underOwnTimers && { underOwnTimers: ownTimersText(underOwnTimers) }),
  evidence: evidence.map(({ seen }) => textOf(sights, seen)),
})
