import { formatUs } from '../../base/duration.ts'
import type { ControlCheck, ControlMissing, SeenWrong } from '../../checks/control-check.ts'
import type { Edges, SightingFault } from '../../checks/sighting.ts'
import { type Catalogue, textOf } from './catalogue.ts'
import type { CheckTexts } from './check-texts.ts'

/** Of many things that are wrong a reason tells only the first. */
const shown = 3

const signed = (us: number): string => `${formatUs(Math.abs(us))} ${us < 0 ? 'early' : 'late'}`
const edgesText = ({ series, control, beginUs, endUs }: Edges): string =>
  `${series}: ${control} begins ${signed(beginUs)}, ends ${signed(endUs)}`

const missingControl: Catalogue<ControlMissing> = {
  'ended-before': () => 'the run ended before any was planted',
  'control-refused': ({ control, evidence }) => `${control} could not be planted, ${evidence}`,
  'control-unrecorded': ({ control }) => `the record does not tell when the ${control} was planted`,
  'no-series-asked': () => 'no series through the balancer takes 5 samples a second',
}

const sightingFaults: Catalogue<SightingFault> = {
  'edges-off': ({ beginAllowedUs, endAllowedUs }) =>
    `±${formatUs(beginAllowedUs)} and ±${formatUs(endAllowedUs)} are allowed`,
  'successes-between': ({ forUs }) => `with successes for ${formatUs(forUs)} in between`,
  'no-success-after': () => 'with no success after it',
}

const misseen: Catalogue<SeenWrong> = {
  'control-unseen': ({ series, control }) => `${series} did not see the ${control}`,
  'control-seen-wrong': ({ edges, faults }) =>
    `${edgesText(edges)} (${faults.map(each => textOf(sightingFaults, each)).join(', ')})`,
  'unplanted-seen': ({ series, lengthUs }) => `${series} saw an outage of ${formatUs(lengthUs)} that nobody planted`,
}

/** That outages which were planted were seen. */
export const controlTexts: CheckTexts<ControlCheck> = {
  promise: { control: () => 'Outages planted on the wire were found' },
  reason: {
    'control-missing': ({ missing }) => `nothing shows that outages would be seen: ${textOf(missingControl, missing)}`,
    'control-seen': ({ planted, series, offUs }) => {
      const made = planted.map(({ control, lengthUs }) => `${control} of ${formatUs(lengthUs)}`).join(' and ')
      return `a ${made} were found in each of ${series} series, their edges at most ${formatUs(offUs)} off`
    },
    'control-seen-wrong': ({ wrong }) => {
      const first = wrong.slice(0, shown).map(each => textOf(misseen, each))
      const more = wrong.length > shown ? `; ${wrong.length - shown} more` : ''
      return `outages are not seen as they are: ${first.join('; ')}${more}`
    },
  },
  seen: {
    edges: edgesText,
    unplanted: ({ series }) => `${series}: not planted`,
  },
}
