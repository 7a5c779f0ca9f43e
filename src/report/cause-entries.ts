import type { Cause } from '../checks/attribution/cause.ts'
import { coveredUs } from '../checks/interval.ts'
import type { RunReport } from './report-schema.ts'
import { causeEventText, causeText, electionBandText } from './text/cause-text.ts'

type CauseEntry = RunReport['series'][number]['failed']['outages'][number]['causes'][number]

/** An outage's causes for `report.json`: those of one kind that rest on one event are one entry, with all its spans. */
export const causeEntries = (causes: readonly Cause[]): CauseEntry[] =>
  [...Map.groupBy(causes, ({ kind, event }) => JSON.stringify([kind, event])).values()].map((same): CauseEntry => {
    const { kind, event, band } = same[0]!
    return {
      kind,
      text: causeText(kind),
      event: causeEventText(same[0]!),
      ...(band && { band: electionBandText(band) }),
      count: same.length,
      coveredUs: coveredUs(same),
      spans: same.map(({ fromUs, toUs }) => [fromUs, toUs]),
      eventData: event,
      ...(band && { bandData: band }),
    }
  })
