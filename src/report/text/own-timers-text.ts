import { formatMs } from '../../base/duration.ts'
import type { OwnTimersNote } from '../../checks/own-timers/own-timers-note.ts'
import { gapText } from '../sections/gap-text.ts'
import { type Catalogue, textOf } from './catalogue.ts'

const reasons: Catalogue<OwnTimersNote['because']> = {
  silence: ({ silentMs, graceMs, ownGraceMs }) =>
    `its Node was silent for ${formatMs(silentMs)} and may be for ${formatMs(ownGraceMs)} there, for ${formatMs(graceMs)} here`,
  gap: ({ band, limitMs }) => `the model gives ${gapText(band)} there, and ${formatMs(limitMs)} are allowed`,
  start: ({ upToMs, limitMs }) => `it may take up to ${formatMs(upToMs)} there, and ${formatMs(limitMs)} are allowed`,
}

/** What a verdict would be under the distribution's own timers, and why. */
export const ownTimersText = ({ would, isSure, because }: OwnTimersNote): string =>
  `under the distribution's own timers it ${isSure ? 'would' : 'might'} ${would}: ${textOf(reasons, because)}`
