import { nowUs } from '../../base/clock.ts'
import { messageOf } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { shortestS } from '../../chaos/drawing.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { datastoreOf } from '../../cluster/datastores/datastore-of.ts'
import type { Setting } from '../../engine/apply-setting.ts'
import type { Execution } from '../../engine/execute.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { proofBy } from '../proof.ts'

// Sessions that stand follow with their next statement.
const followTimeoutMs = 10_000

/** A database answers, and takes no change: a replica that nobody promoted, or one whose disk its keeper protects. */
export const readOnly: Fault = {
  kind: 'read-only',
  summary: 'a database answers reads, and refuses every change',
  targetRoles: ['db'],
  // It takes every write away: by its name only.
  drawn: { weight: 0, lengthS: [shortestS, 30] },
  effect: () => ({ does: 'read-only' }),
  inject: refuseChanges,
}

async function refuseChanges(context: FaultContext, node: NodeId): Promise<Injected> {
  const { cluster, journal, aboutToAct, signal } = context
  const victim = cluster.node(node)
  const { file, start, end } = datastoreOf(cluster.topology).nodes!.sql!.refuseChanges
  const before = file === undefined ? '' : await victim.readFile(file.path)
  // Whoever the database runs as may read it; there is no secret in it.
  const files = (content: string) => (file === undefined ? [] : [{ path: file.path, mode: 0o644, content }])
  const right: Setting = { files: files(before), command: end }
  await aboutToAct()
  const undo = await journal.append(
    { kind: 'apply-setting', id: victim.containerId, setting: right },
    { deadlineMs: undoDeadlineMs },
  )
  await victim.applySetting({ files: files(`${before}${file?.line}\n`), command: start })
  const begin = { atUs: nowUs(), evidence: `${node} was told to refuse changes` }
  const seen = (what: string, look: (change: Execution) => string) =>
    waitUntil(what, async () => look(await changeNothing(cluster, node)), {
      timeoutMs: followTimeoutMs,
      intervalMs: 50,
      signal,
    })
  return {
    begin,
    proof: () => proofBy(seen(`${node} to refuse a change`, refusedWords)),
    heal: once(async () => {
      await victim.applySetting(right)
      await journal.done(undo)
      // Another fault may have ended it: it will read what it is to do when it starts.
      const evidence = await seen(`${node} to take a change`, takenWords).catch(messageOf)
      return { atUs: nowUs(), evidence }
    }),
  }
}

/** Asks for a change of nothing, as a server would. */
function changeNothing({ topology, node }: Cluster, id: NodeId): Promise<Execution> {
  const { exec, address } = node(id)
  return exec(datastoreOf(topology).nodes!.sql!.write(address))
}

/** The database's refusal, in its own words; one that cannot be reached has refused nothing. */
export function refusedWords({ exitCode, stderr }: Execution): string {
  if (exitCode === 0) throw new Error('it took a change')
  if (!/read.only/i.test(stderr)) throw new Error(`it gave another answer: ${stderr.trim()}`)
  return `a change, asked for as a server would, was refused: ${stderr.trim()}`
}

function takenWords({ exitCode, stderr }: Execution): string {
  if (exitCode !== 0) throw new Error(stderr.trim())
  return 'a change, asked for as a server would, was taken'
}
