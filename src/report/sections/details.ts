import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import { fact } from './fact.ts'

/** On what this ran, for whoever wants to know exactly. */
export const details = ({
  images,
  engine,
  host,
  holdfast,
  runId,
  generator,
  tags,
  problems,
  faults,
  balancerFiles,
  takenOver,
}: RunReport): Html => html`<section id="details">
<h2>On what it ran</h2>
<div class="wide"><table>
<thead><tr><th>Image for</th><th>Name</th><th>Contents</th><th>How</th><th>Digest or id</th></tr></thead>
<tbody>
${images.map(
  image =>
    html`<tr><th scope="row">${image.role}</th><td>${image.name}</td><td>${image.contents}</td><td>${image.how}</td><td><code title="${image.digest ?? image.id}">${(image.digest ?? image.id).slice(0, 19)}</code></td></tr>\n`,
)}</tbody></table></div>
<dl class="facts">
${fact('Engine', `${engine.name} ${engine.version}${engine.private ? ', a private one' : ''}`)}
${fact('Host', `kernel ${host.kernel}, ${host.cores} cores, ${(host.memoryBytes / 2 ** 30).toFixed(1)} GiB`)}
${fact('Holdfast', `${holdfast.version}, commit ${holdfast.commit}`)}
${fact('Run', runId)}
${fact('Plan', `drawn by ${generator}`)}
${tags.length > 0 && fact('Tags', tags.join(', '))}
${faults.flatMap(({ id, evidence }) => evidence.map(({ text, proven }) => fact(`Evidence of ${id}`, proven ? text : `not proven: ${text}`)))}
</dl>
${
  takenOver &&
  html`<h2>What held of the cluster before it was taken over</h2>
<ul>${takenOver.gate.map(({ subject, seen }) => html`<li>${subject} <small>${seen}</small></li>\n`)}</ul>`
}
${balancerFiles.map(balancerFile)}
<h2>Problems of the record</h2>
${problems.length === 0 ? html`<p class="note">None: every stream is complete.</p>` : html`<ul>${problems.map(problem => html`<li>${problem}</li>`)}</ul>`}
</section>`

/** Folded away: long, and the first thing to look into when clients suffer and servers do not. */
const balancerFile = ({ nodes, path, content }: RunReport['balancerFiles'][number]): Html =>
  html`<details class="file"><summary>Load balancer file of ${nodes.join(' and ')}: <code>${path}</code></summary><pre>${content}</pre></details>\n`
