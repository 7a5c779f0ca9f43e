import { formatMs, formatUs } from '../../base/duration.ts'
import type { BrokenEpisode } from '../../checks/episode-limits.ts'
import type { OutageCheck } from '../../checks/outage-check.ts'
import type { ProvokedCheck } from '../../checks/outages-provoked.ts'
import { type Catalogue, textOf } from './catalogue.ts'
import type { CheckTexts } from './check-texts.ts'
import { capitalised, manyOf, oneOf } from './operation-words.ts'
import { outageText } from './outage-text.ts'

const percent = (share: number): string => `${Math.round(share * 100)} %`

const episodes: Catalogue<BrokenEpisode> = {
  'episode-long': ({ lengthUs, limitMs }) =>
    `failures kept coming for ${formatUs(lengthUs)}; ${formatMs(limitMs)} are allowed`,
  'episode-bad': ({ badShare, lengthUs, allowedShare }) =>
    `${percent(badShare)} failed within ${formatUs(lengthUs)}; ${percent(allowedShare)} are allowed`,
  'episode-ragged': ({ badShare, forUs, allowedShare, allowedForUs }) =>
    `${percent(badShare)} failed for ${formatUs(forUs)}; more than ${percent(allowedShare)} is allowed for ${allowedForUs / 1e6} s`,
}

const seen: CheckTexts<OutageCheck | ProvokedCheck>['seen'] = {
  ...episodes,
  outage: ({ outage }) => outageText(outage),
  'series-out': ({ series, lengthUs }) => `${series} out for ${formatUs(lengthUs)}`,
}

/** What clients saw: for how long a series had no success, and how much of it failed. */
export const availabilityTexts: CheckTexts<OutageCheck | ProvokedCheck> = {
  promise: {
    outage: ({ of, withinMs }) => {
      const within = withinMs === undefined ? 'in time after each fault' : `within ${formatMs(withinMs)}`
      return `${capitalised(manyOf(of))}${wayText(of.path)} are back ${within}`
    },
    'chaos/provoked': () => 'Every outage had a fault before it',
  },
  reason: {
    'not-sent': ({ series }) => `no ${oneOf(series)} was sent`,
    'no-outage': ({ series, samples, stalledMs, notJudgedAfter }) =>
      `none of ${samples} ${manyOf(series)} failed or took longer than ${stalledMs} ms${exceptText(notJudgedAfter)}`,
    'longest-outage': ({ series, lengthUs, isOpen, partOfUs, after, limitMs, notJudgedAfter }) => {
      const length = `${formatUs(lengthUs)}${isOpen ? ', still open at the end' : ''}`
      const whole = partOfUs === undefined ? '' : ` of one of ${formatUs(partOfUs)}`
      const faults = after.length === 0 ? '' : ` after ${after.join(', ')}`
      return `the longest time without a successful ${oneOf(series)} was ${length}${whole}${faults}; ${formatMs(limitMs)} are allowed${exceptText(notJudgedAfter)}`
    },
    'episode-broken': ({ series, how }) => `${manyOf(series)}: ${textOf(episodes, how)}`,
    'outages-provoked': ({ outages }) => `each of ${outages} outages began with a fault, or before its victim was back`,
    'outages-unprovoked': ({ count, longest }) =>
      `${count} outages began with no fault near them, the longest: ${textOf(seen, longest)}`,
  },
  seen,
}

/** How requests went where it is not through the balancer, which goes without saying. */
const wayText = (path: string): string =>
  path === 'lb' ? '' : path === 'in-cluster' ? ' from a pod' : ` at ${path.slice('direct:'.length)}`

/** What the verdict leaves out. */
function exceptText([first, ...others]: readonly string[]): string {
  if (first === undefined) return ''
  return `; not judged after ${first}${others.length === 0 ? '' : ` and ${others.length} more`}, for which theory has no number`
}
