import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { reportLink } from '../report-link.ts'
import { verdictBadge } from '../verdict-badge.ts'
import type { Comparison, ComparisonRow, MeasureHead } from './comparison-schema.ts'
import { spreadText } from './spread-text.ts'

/** The comparison as a section of a page: a row a cell, a column a measure, each with its floor beneath. */
export function comparisonHtml({ measures, rows }: Comparison): Html {
  const several = rows.some(({ runs }) => runs.length > 1)
  return html`<section id="comparison"><h2>Comparison</h2>
<p class="note">Gaps are the longest time without a success through the load balancer. Lost: new connections that failed while the fault lasted. The new pod counts from the fault, rejoining from the server's start. ${
    several && 'Of several runs the median stands first, then the least and the most. '
  }Beneath each number stands its floor: what theory gives for these settings; point at it to read why.</p>
<div class="wide"><table class="comparison">
<thead><tr><td colspan="2"></td>${groupsOf(measures).map(
    ({ group, count }) => html`<th class="number group" colspan="${count}" scope="colgroup">${group}</th>`,
  )}</tr>
<tr><th>Verdict</th><th>Cell</th>${measures.map(({ title }) => html`<th class="number">${title}</th>`)}</tr></thead>
<tbody>
${rows.map((row, index) => html`${titleRow(row, rows[index - 1], measures)}${rowOf(row, measures)}`)}</tbody></table></div></section>`
}

function groupsOf(measures: readonly MeasureHead[]): { group: string; count: number }[] {
  const groups: { group: string; count: number }[] = []
  for (const { group } of measures) {
    if (groups.at(-1)?.group === group) groups.at(-1)!.count++
    else groups.push({ group, count: 1 })
  }
  return groups
}

/** The scenario, where it is another than that of the row above. */
const titleRow = (
  { title }: ComparisonRow,
  before: ComparisonRow | undefined,
  measures: readonly MeasureHead[],
): Html =>
  before?.title === title
    ? html``
    : html`<tr><th class="story" scope="rowgroup" colspan="${measures.length + 2}">${title}</th></tr>\n`

function rowOf({ cell, verdict, runs, notRun, values }: ComparisonRow, measures: readonly MeasureHead[]): Html {
  if (verdict === undefined) {
    return html`<tr><td>–</td><th scope="row">${cell}</th><td class="theory" colspan="${measures.length}">not run: ${notRun}</td></tr>\n`
  }
  const links = runs.map(
    ({ directory, runId }, index) =>
      html`${index > 0 && ' '}<a href="${reportLink(directory)}" title="${runId}">${runs.length === 1 ? 'report' : index + 1}</a>`,
  )
  return html`<tr><td>${verdictBadge(verdict)}</td><th scope="row">${cell}<small>${links}</small></th>${measures.map(
    ({ id, unit }) => {
      const spread = values[id]
      if (spread === undefined) return html`<td class="number">–</td>`
      const { median, range } = spreadText(spread, unit)
      return html`<td class="number">${median}${range && html`<small>${range}</small>`}<small class="floor" title="${spread.theory ?? ''}">${spread.floor}</small></td>`
    },
  )}</tr>\n`
}
