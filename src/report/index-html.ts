import { formatMs } from '../base/duration.ts'
import type { CampaignReport, CampaignRun } from './campaign-schema.ts'
import { comparisonHtml } from './comparison/comparison-html.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import { page } from './page.ts'
import { reportLink } from './report-link.ts'
import { verdictBadge } from './verdict-badge.ts'
import { campaignAnswerOf, verdictWords } from './verdict-words.ts'

/** `index.html`: the campaign's verdict and a way to each run's report. */
export function indexHtml(campaign: CampaignReport): string {
  const { verdict, startedAt, endedAt, campaignId, runs, comparison } = campaign
  const { word } = verdictWords[verdict]
  const took = formatMs(Date.parse(endedAt) - Date.parse(startedAt))
  return page(
    `${word}: Holdfast campaign ${campaignId}`,
    html`<header class="${verdict}">
<p class="kicker">Holdfast: does this control plane hold when a part of it fails?</p>
<h1>${verdictBadge(verdict)} ${campaignAnswerOf(campaign)}</h1>
<p class="summary">${runs.length === 1 ? '1 run' : `${runs.length} runs`} in ${took}, from ${startedAt.slice(0, 19).replace('T', ' ')} UTC.</p>
</header>
<main>
${comparison && comparisonHtml(comparison)}
<section><h2>Runs</h2>
<div class="wide"><table>
<thead><tr><th>Verdict</th><th>Run</th>${['Passed', 'Failed', 'Unknown', 'Took', 'Seed'].map(name => html`<th class="number">${name}</th>`)}</tr></thead>
<tbody>
${runs.map(row)}</tbody></table></div></section>
</main>
<footer>Campaign ${campaignId}. For machines: <a href="./campaign.json">campaign.json</a>, <a href="./junit.xml">junit.xml</a>.</footer>`,
  )
}

function row({ verdict, title, negative, directory, error, checks, durationMs, seed, runId }: CampaignRun): Html {
  const judged = error === undefined || checks.pass + checks.fail + checks.unknown > 0
  const name = judged ? html`<a href="${reportLink(directory)}">${title}</a>` : html`${title}`
  const numbers = [checks.pass, checks.fail, checks.unknown, formatMs(durationMs), seed]
  return html`<tr><td>${verdictBadge(verdict)}</td><th scope="row">${name}<small>${error ?? runId}${negative && ', a negative control: red is wanted'}</small></th>${numbers.map(
    number => html`<td class="number">${number}</td>`,
  )}</tr>
`
}
