import type { StartTimers } from '../distributions/start-timers.ts'
import { startTimersOf } from '../distributions/start-timers-of.ts'
import type { Manifest } from '../history/manifest.ts'
import { nodesStandIn } from '../history/nodes-stand-in.ts'
import { formationWaitMs } from '../topology/formation-wait.ts'
import type { RunReport } from './report-schema.ts'
import { startTimersText } from './text/start-timers-text.ts'

/** What the nodes of a run waited for by the clock before they served, beside their distribution's own; absent where they waited for nothing. */
export function startTimersEntry({ topology, images }: Manifest): Pick<RunReport, 'startTimers'> {
  const used = relevant(startTimersOf(topology, nodesStandIn(images)), topology)
  if (Object.keys(used).length === 0) return {}
  const own = relevant(startTimersOf({ ...topology, timing: 'default' }, false), topology)
  const waitMs = formationWaitMs(topology, used)
  return {
    startTimers: { used, own, formationWaitMs: waitMs, text: startTimersText(used, own, waitMs, topology) },
  }
}

/** Those of etcd are nothing to servers whose state is elsewhere. */
function relevant(timers: StartTimers, { datastore }: Manifest['topology']): StartTimers {
  if (datastore === 'embedded-etcd') return timers
  const { learnerTickMs: _, etcdTestMs: __, etcdServesMs: ___, ...others } = timers
  return others
}
