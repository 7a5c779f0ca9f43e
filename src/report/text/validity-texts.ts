import { formatMs, formatUs } from '../../base/duration.ts'
import type { BaselineCheck } from '../../checks/baseline.ts'
import type { FaultCheck, MissingProof } from '../../checks/fault-proven.ts'
import type { ProberCheck } from '../../checks/late-prober.ts'
import type { RecordCheck } from '../../checks/record-whole.ts'
import type { SamplesCheck } from '../../checks/sample-count.ts'
import { type Catalogue, textOf } from './catalogue.ts'
import type { CheckTexts } from './check-texts.ts'

type Checks = FaultCheck | BaselineCheck | SamplesCheck | ProberCheck | RecordCheck

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

const missingProof: Catalogue<MissingProof> = {
  'begin-unseen': () => 'no observer saw it begin',
  refuted: ({ evidence }) => `the second observer did not see it (${evidence})`,
  'no-second-observer': () => 'there was no second observer',
  'role-unseen': ({ role }) => `nothing shows that it was the ${role} before`,
  'role-stale': ({ ageMs, allowedMs }) =>
    `its role was last seen ${formatMs(ageMs)} before, ${formatMs(allowedMs)} are allowed`,
  'role-kept': ({ role }) => `nothing shows that it stopped being the ${role}`,
  'healing-unseen': () => 'nothing shows that it was healed',
}

const seen: Catalogue<Checks['seen']> = {
  recorded: ({ text }) => text,
  'fault-called': ({ name, choice }) => `${name}: ${choice}`,
  sample: ({ outcome, detail }) => (detail === undefined ? outcome : `${outcome}: ${detail}`),
  'samples-taken': ({ series, taken, promised }) => `${series} has ${taken} of ${promised} samples`,
  late: ({ series, share, gapUs }) => `${series}: ${percent(share)} late, longest gap ${formatUs(gapUs)}`,
}

/** What the verdicts rest on: faults that took effect, a clean start, and a record without holes. */
export const validityTexts: CheckTexts<Checks> = {
  promise: {
    'some-fault': () => 'Something was broken',
    fault: ({ name, node, selector }) => `${name} of ${node} (${selector}) took effect and was healed`,
    baseline: () => 'Before the fault nothing failed',
    samples: () => 'Every probe took the samples it promised',
    prober: () => 'The prober was on time',
    record: () => 'The record is whole',
  },
  reason: {
    'nothing-injected': () => 'no fault was injected, so nothing was put to the test',
    'fault-proven': ({ node, afterCallUs }) => {
      const took = afterCallUs === undefined ? '' : `, ${formatUs(afterCallUs)} after the call`
      return `${node} was hit${took}; a second observer saw it, and it was healed`
    },
    'fault-unproven': ({ fault, node, missing }) =>
      `the fault ${fault} on ${node} is not proven: ${missing.map(each => textOf(missingProof, each)).join(', ')}`,
    'no-steady-phase': () => 'no steady phase was recorded before the fault',
    'no-sample-before': () => 'no sample was taken before the fault',
    baseline: ({ samples, failed }) =>
      failed === 0
        ? `none of ${samples} samples before the fault failed`
        : `${failed} of ${samples} samples failed before the fault`,
    'no-series': () => 'the prober recorded no series',
    'no-watched-phase': () => 'no phase was recorded in which samples were promised',
    'samples-missing': ({ short }) => short.map(each => textOf(seen, each)).join(', '),
    'samples-complete': ({ total, neededShare }) =>
      `every series has at least ${neededShare * 100} % of its samples, ${total} in all`,
    'on-time': ({ worstShare, stalledMs }) =>
      `at most ${percent(worstShare)} of a series was late, and never for ${stalledMs} ms`,
    'prober-late': ({ series, first, allowedShare, stalledMs }) =>
      `the prober itself was late in ${series} series (${textOf(seen, first)}; ${allowedShare * 100} % and less than ${stalledMs} ms are allowed)`,
    record: ({ problems }) =>
      problems.length === 0 ? 'every stream is there, without a gap and with its end' : problems.join('; '),
  },
  seen,
}
