import { formatMs } from '../../base/duration.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import type { Axis } from '../timeline/axis.ts'
import { topologyText } from '../topology-text.ts'
import { verdictBadge } from '../verdict-badge.ts'
import { answerOf } from '../verdict-words.ts'
import { fact } from './fact.ts'
import { shownAtOnce } from './stages.ts'

const timings = { default: "the distribution's own timers", fast: 'shorter node timers, for a desk' }

const datastoreRoles = ['postgres', 'mysql', 'etcd']

type Fault = RunReport['faults'][number]

/** The answer first, then what was asked: scenario, cluster, fault, and how to ask again. */
export function headline(axis: Axis, report: RunReport): Html {
  const { verdict, title, summary, timing, etcd, seed, startedAt, durationMs, command, problems, clockSteps } = report
  const node = report.images.find(({ role }) => role === 'node')
  const store = report.images.find(({ role }) => datastoreRoles.includes(role))
  return html`<header class="${verdict}">
<p class="kicker">Holdfast: does this control plane hold when a part of it fails?</p>
<h1>${verdictBadge(verdict)} ${answerOf(report)}</h1>
<p class="summary">${summary}</p>
${problems.length > 0 && html`<p class="warning">The record is not whole: ${problems.join('; ')}.</p>`}
${clockSteps.length > 0 && html`<p class="warning">The wall clock was set ${clockSteps.map(({ atUs, stepMs }) => `${stepMs > 0 ? 'forward' : 'back'} by ${formatMs(Math.abs(stepMs))} at ${axis.say(atUs)}`).join(', ')}. Times here are the monotonic clock's, which does not follow.</p>`}
<dl class="facts">
${fact('Scenario', html`${title} <small>${report.file}</small>`)}
${fact('Cluster', topologyText(report.topology))}
${report.takenOver && fact('Taken over', takenOverText(report.takenOver))}
${fact('Node image', node ? html`${node.name} <small>${node.contents}</small>` : 'not recorded')}
${store && fact('Datastore', html`${store.name} <small>${store.contents}</small>`)}
${faultFacts(axis, report.faults)}
${fact('Timing profile', html`${timing} <small>${timings[timing]}${etcd && `; etcd ${etcd.heartbeatMs}/${etcd.electionMs} ms`}</small>`)}
${fact('When', html`<time datetime="${startedAt}">${startedAt.slice(0, 19).replace('T', ' ')} UTC</time>, took ${formatMs(durationMs)}`)}
${fact('Seed', seed)}
${fact('Run it again', html`<code>${command}</code>`)}
</dl>
</header>`
}

const takenOverText = ({ formedBy, from }: NonNullable<RunReport['takenOver']>) =>
  html`from run ${from.runId}, ${from.title}${formedBy !== from.runId && `; formed by run ${formedBy}`} <small>what held of it before is at the page's end</small>`

/** Each fault; of many how often which kind, and the faults themselves to who asks. */
function faultFacts(axis: Axis, faults: readonly Fault[]): Html[] {
  if (faults.length <= shownAtOnce) return faults.map(fault => fact('Fault', faultText(axis, fault)))
  const kinds = [...Map.groupBy(faults, ({ kind }) => kind)].toSorted(([, a], [, b]) => b.length - a.length)
  const counts = kinds.map(([kind, { length }]) => (length === 1 ? kind : `${length} × ${kind}`)).join(', ')
  const each = faults.map(fault => html`<li>${faultText(axis, fault)}</li>`)
  return [
    fact(
      'Faults',
      html`<details><summary>${faults.length}</summary><ol>${each}</ol></details> <small>${counts}</small>`,
    ),
  ]
}

function faultText(axis: Axis, { kind, node, selector, reason, calledUs, beganUs, healedUs }: Fault) {
  const began =
    beganUs === undefined ? `called at ${axis.say(calledUs)}, not seen to take effect` : `from ${axis.say(beganUs)}`
  const healed = healedUs === undefined ? ', never healed' : ` to ${axis.say(healedUs)}`
  return html`${kind} ${node}${selector !== node && ` (${selector})`}, ${began}${healed} <small>${reason}</small>`
}
