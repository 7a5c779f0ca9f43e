import { formatUs } from '../../base/duration.ts'
import type { ReadsCheck } from '../../checks/store-promises.ts'
import type { Catalogue } from './catalogue.ts'
import type { CheckTexts } from './check-texts.ts'
import { tallyText } from './tally-text.ts'

const seen: Catalogue<ReadsCheck['seen']> = {
  'client-went-back': ({ client, object, version, before }) =>
    `${client} read version ${version} of ${object} after it had read version ${before}`,
  'cache-went-back': ({ path, object, version, before }) =>
    `${path} showed version ${version} of ${object} from its cache after version ${before}`,
}

/** That reads do not go back in time. */
export const readsTexts: CheckTexts<ReadsCheck> = {
  promise: {
    'reads/monotonic': () => "A client's quorum reads never go back in time",
    'reads/cached': () => "One server's cache never goes back in time",
  },
  reason: {
    'reads/monotonic': tally =>
      tallyText(tally, {
        among: `of ${tally.reads} quorum reads`,
        what: 'went back',
        seen,
        kept: `none of ${tally.reads} quorum reads went back behind what its client had read before`,
      }),
    'no-quorum-read': () => 'no quorum read found an object',
    'reads/cached': tally =>
      tallyText(tally, {
        among: `of ${tally.reads} cached reads`,
        what: 'went back on one server',
        seen,
        kept: `none of ${tally.reads} cached reads went back on one server; ${acrossText(tally)}`,
      }),
    'no-cached-read': () => 'no cached read found an object',
  },
  seen,
}

const acrossText = ({ acrossServers, longestUs }: { acrossServers: number; longestUs: number }): string =>
  acrossServers === 0
    ? 'none would have taken a client that switches servers back in time'
    : `${acrossServers} showed an object older than a read of another server or through the quorum had, up to ${formatUs(longestUs)} after it: known behaviour (kubernetes#59848), not judged`
