import type { LintFinding } from '../../topology/lint/finding.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import { fact } from './fact.ts'

/** What the lint said of the topology before anything ran, for the person on call. */
export function risks({ lint }: RunReport): Html {
  if (lint.length === 0) return html``
  const told = lint.filter(({ severity }) => severity !== 'info')
  const tolerance = lint.filter(({ severity }) => severity === 'info')
  return html`<section id="risks">
<h2>What this topology risks</h2>
<p class="note">Said of the plan before anything ran: it holds whatever this run showed.</p>
${
  told.length > 0 &&
  html`<div class="wide"><table>
<thead><tr><th>Found</th><th>Why it matters</th><th>What to do</th></tr></thead>
<tbody>
${told.map(row)}</tbody></table></div>`
}
<dl class="facts">
${tolerance.map(({ subject, found }) => fact(subject, found))}
</dl>
</section>`
}

const row = ({ rule, subject, found, why, source, advice, allowed }: LintFinding): Html =>
  html`<tr><th scope="row">${found}<small>${rule}, ${subject}${allowed && ', allowed by the scenario'}</small></th><td>${why}<small>${source}</small></td><td>${advice}</td></tr>\n`
