import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import type { Axis } from '../timeline/axis.ts'

/** What the story says of itself, and the commands that it ran inside nodes; nothing where there is neither. */
export function byHand(axis: Axis, { notes, commands }: RunReport): Html | false {
  if (notes.length + commands.length === 0) return false
  return html`<section id="by-hand">
<h2>Notes and commands</h2>
${notes.length > 0 && html`<ul>${notes.map(({ atUs, text }) => html`<li>${text} <small>at ${axis.say(atUs)}</small></li>\n`)}</ul>`}
${commands.map(command => commandRow(axis, command))}
</section>`
}

const commandRow = (
  axis: Axis,
  { atUs, node, command, times, exitCode, output }: RunReport['commands'][number],
): Html =>
  html`<details><summary><code>${command}</code> <small>on ${node} at ${axis.say(atUs)}${times > 1 && `, ${times} times`}${exitCode !== 0 && `, exit code ${exitCode}`}</small></summary>
<pre>${output.trim() || 'It said nothing.'}</pre></details>
`
