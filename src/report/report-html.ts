import { withoutSecrets } from '../base/without-secrets.ts'
import type { Judgement } from '../checks/judgement.ts'
import type { History } from '../history/history.ts'
import { html } from './html.ts'
import { page } from './page.ts'
import { runReport } from './report-json.ts'
import { byHand } from './sections/by-hand.ts'
import { checksTable } from './sections/checks-table.ts'
import { details } from './sections/details.ts'
import { headline } from './sections/headline.ts'
import { outageList } from './sections/outage-list.ts'
import { predictions } from './sections/predictions.ts'
import { risks } from './sections/risks.ts'
import { seriesTable } from './sections/series-table.ts'
import { stages } from './sections/stages.ts'
import { watchSpan } from './time-span.ts'
import { axisOf } from './timeline/axis.ts'
import { timeline } from './timeline/timeline.ts'
import { verdictWords } from './verdict-words.ts'
import { wallTime } from './wall-time.ts'

/** `report.html`: one run on one page, for somebody who has never seen Holdfast. */
export function reportHtml(history: History, judgement: Judgement): string {
  const report = runReport(history, judgement)
  const axis = axisOf(watchSpan(history))
  const shown = { ...history, harness: withoutSecrets(history.harness), prober: withoutSecrets(history.prober) }
  const judged = withoutSecrets(judgement)
  const zero = wallTime(axis.fromUs, history.manifest.clock).toISOString()
  return page(
    `${verdictWords[report.verdict].word}: ${report.title}`,
    html`${headline(axis, report)}
<main>
${checksTable(axis, report.checks)}
${timeline(axis, shown, judged, report)}
${stages(report)}
${predictions(report)}
${outageList(axis, report)}
${seriesTable(judged.series)}
${byHand(axis, report)}
${risks(report)}
${details(report)}
</main>
<footer>Times are seconds since the watch began, ${zero.slice(0, 23).replace('T', ' ')} UTC. The raw record is in <code>history/</code> beside this page.</footer>`,
  )
}
