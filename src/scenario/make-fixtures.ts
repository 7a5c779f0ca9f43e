import { type Duration, durationMs } from '../base/duration.ts'
import { pause as waitFor } from '../base/wait-until.ts'
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
  // What a story does beside its faults is not known to be taken back.
  const marking =
    <A extends unknown[], T>(mark: string, work: (...args: A) => Promise<T>) =>
    (...args: A) => {
      session.marks.push(mark)
      return work(...args)
    }
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
      add: marking('a server was added', (count = 1) =>
        staged(`add ${count === 1 ? 'a server' : `${count} servers`}`, () =>
          inPhase('change', () => addServers(session, count)),
        ),
      ),
      refuse: marking('a server was refused', defect =>
        staged(`refuse a server with a wrong ${defect}`, () => inPhase('change', () => refuseServer(session, defect))),
      ),
      replace: marking('a server was replaced', selector =>
        staged(`replace ${selector}`, () => inPhase('change', () => replaceServer(session, selector))),
      ),
    },
    pods: { schedule: () => staged('schedule a pod', () => inPhase('hold', () => schedulePod(session))) },
    defects: {
      loseAcknowledgedWrite: marking('a defect was planted', () => loseAcknowledgedWrite(cluster.kube)),
      preventRejoin: marking('a defect was planted', node => preventRejoin(cluster, node)),
      refuseEveryThirdStart: marking('a defect was planted', node => refuseEveryThirdStart(cluster, node)),
    },
    claim: (claim, look, options) =>
      staged(`claim: ${claim}`, () => inPhase('hold', () => testClaim(session, claim, look, options))),
    run: marking('a command was run in a node', (node, command) => runCommand(session, node, command)),
    ip: node => cluster.node(node).ip,
    webImage: cluster.images.find(({ role }) => role === 'workload')!.reference,
    namespace: cluster.kube.namespace,
    topology: scenario.topology,
    signal,
    note: text => session.record({ type: 'note', text }),
  }
}
