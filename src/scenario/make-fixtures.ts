import { type Duration, durationMs } from '../base/duration.ts'
import { pause as waitFor } from '../base/wait-until.ts'
import { ipOf } from '../cluster/cluster.ts'
import { loseAcknowledgedWrite, preventRejoin, refuseEveryThirdStart } from '../faults/defects.ts'
import type { PhaseName } from '../history/records.ts'
import { addServers } from './add-servers.ts'
import { chaos } from './chaos.ts'
import type { Fixtures } from './fixtures.ts'
import { makeFaults } from './make-faults.ts'
import { recordMemory } from './record-memory.ts'
import { refuseServer } from './refuse-server.ts'
import { replaceServer } from './replace-server.ts'
import { runCommand } from './run-command.ts'
import { schedulePod } from './schedule-pod.ts'
import type { Session } from './session.ts'
import { testClaim } from './test-claim.ts'

/** Runs a step under a title that the person who waits can see. */
export type Staged = <T>(title: string, work: () => Promise<T>) => Promise<T>

/** A body's fixtures over a session: every step is a stage for people and a phase of the record. */
export function makeFixtures(session: Session, staged: Staged): Fixtures {
  const { inPhase, signal, scenario, cluster } = session
  const last = (phase: PhaseName, duration: Duration) =>
    staged(`${phase} ${duration}`, () => {
      const ms = durationMs(duration, phase)
      session.allow(ms)
      return inPhase(phase, () => waitFor(ms, signal))
    })
  return {
    phase: {
      steady: async duration => {
        await last('steady', duration)
        await recordMemory(session)
      },
      hold: duration => last('hold', duration),
    },
    faults: makeFaults(session, staged),
    chaos: plan => chaos(session, staged, plan),
    servers: {
      add: (count = 1) =>
        staged(`add ${count === 1 ? 'a server' : `${count} servers`}`, () =>
          inPhase('change', () => addServers(session, count)),
        ),
      refuse: defect =>
        staged(`refuse a server with a wrong ${defect}`, () => inPhase('change', () => refuseServer(session, defect))),
      replace: selector =>
        staged(`replace ${selector}`, () => inPhase('change', () => replaceServer(session, selector))),
    },
    pods: { schedule: () => staged('schedule a pod', () => inPhase('hold', () => schedulePod(session))) },
    defects: {
      loseAcknowledgedWrite: () => loseAcknowledgedWrite(cluster.kube),
      preventRejoin: node => preventRejoin(cluster, node),
      refuseEveryThirdStart: node => refuseEveryThirdStart(cluster, node),
    },
    claim: (claim, look, options) =>
      staged(`claim: ${claim}`, () => inPhase('hold', () => testClaim(session, claim, look, options))),
    run: (node, command) => runCommand(session, node, command),
    ip: node => ipOf(cluster, node),
    webImage: cluster.images.find(({ role }) => role === 'workload')!.reference,
    topology: scenario.topology,
    signal,
    note: text => session.record({ type: 'note', text }),
  }
}
