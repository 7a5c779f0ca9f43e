import type { SeriesFacts } from '../../checks/judgement.ts'
import { outcomes } from '../../history/records.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'

const meanings: Record<(typeof outcomes)[number], string> = {
  ok: 'success, higher is slower',
  refused: 'connection refused',
  reset: 'connection reset',
  'no-route': 'no route to host',
  'connect-timeout': 'no connection by the deadline',
  timeout: 'no answer by the deadline',
  tls: 'TLS failed',
  '429': 'told to slow down (429)',
  '4xx': 'rejected (4xx)',
  '5xx': 'server error (5xx)',
  closed: 'closed in the middle',
  blocked: 'blocked: its connection was still busy',
  void: 'void: the prober itself was late',
}

/** What the colours mean, but only those that occur. */
export function legend(series: readonly SeriesFacts[]): Html {
  const seen = outcomes.filter(outcome => series.some(({ byOutcome }) => (byOutcome[outcome] ?? 0) > 0))
  return html`<p class="legend">
${seen.map(outcome => html`<span><i class="key o-${outcome}"></i>${meanings[outcome]}</span>\n`)}<span><i class="key stalled"></i>stalled outage: attempts failed or took over 250 ms</span>
<span><i class="key failed"></i>failed outage: attempts failed or took past the deadline</span>
<span><i class="key thin"></i>episode: bad samples kept coming</span>
<span><i class="key fault"></i>while a fault lasted</span>
</p>`
}
