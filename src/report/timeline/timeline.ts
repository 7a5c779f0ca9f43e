import type { Judgement } from '../../checks/judgement.ts'
import type { History } from '../../history/history.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { RunReport } from '../report-schema.ts'
import type { Axis } from './axis.ts'
import { balancerLane } from './balancer-lane.ts'
import { containerLanes } from './container-lanes.ts'
import { endpointsLane } from './endpoints-lane.ts'
import { etcdLane } from './etcd-lane.ts'
import { evidenceMarks } from './evidence-marks.ts'
import { faultBands, faultLane } from './fault-lane.ts'
import { lane } from './lane.ts'
import { leaseLanes } from './lease-lanes.ts'
import { legend } from './legend.ts'
import { nodeLanes } from './node-lanes.ts'
import { phaseLane } from './phase-lane.ts'
import { podLanes } from './pod-lanes.ts'
import { ruler, rules } from './ruler.ts'
import { seriesLane } from './series-lane.ts'

const zooms = [1, 2, 4, 8, 16]

/** Everything that was seen, on one time axis. It needs no script: zooming is a choice of width. */
export function timeline(axis: Axis, history: History, judgement: Judgement, report: RunReport): Html {
  const { harness, prober, samples, manifest } = history
  const { faults, checks } = report
  return html`<section id="timeline">
<h2>What happened, on one time axis</h2>
${legend(judgement.series)}
<div class="timeline">
<fieldset class="zoom"><legend>Zoom</legend>${zooms.map(
    zoom =>
      html`<label><input type="radio" name="zoom" value="${zoom}"${zoom === 1 && html` checked`}>${zoom}×</label>`,
  )}</fieldset>
<div class="scroll" tabindex="0" role="region" aria-label="Time axis"><div class="lanes">
<div class="backdrop">${rules(axis)}${faultBands(axis, faults)}</div>
${ruler(axis)}${phaseLane(axis, harness)}${faultLane(axis, faults)}
${lane({ label: 'What a client saw', kind: 'group' })}
${judgement.series.map(facts => seriesLane(axis, facts, samples.get(facts.definition.id) ?? []))}
${lane({ label: 'What the cluster did', kind: 'group' })}
${etcdLane(axis, prober)}${leaseLanes(axis, harness, manifest.clock)}${containerLanes(axis, harness, manifest.nodes)}
${nodeLanes(axis, harness)}${endpointsLane(axis, harness)}${balancerLane(axis, history.sessions, history.balancerEvents)}${podLanes(axis, harness)}
${ruler(axis)}
<div class="marks">${evidenceMarks(axis, checks)}</div>
</div></div></div>
</section>`
}
