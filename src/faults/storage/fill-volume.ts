import { nowUs } from '../../base/clock.ts'
import { FaultError, messageOf } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { containerOf } from '../../cluster/cluster.ts'
import type { Engine } from '../../engine/engine.ts'
import { execute } from '../../engine/execute.ts'
import { keepsDatastore } from '../../topology/keeps-datastore.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { lostLeaseMs } from '../pause.ts'
import { revive } from '../process/revive.ts'

// A server that ends for want of space is down between two lives.
const proofTimeoutMs = 30_000

/** The volume of a server's own datastore is full: what it must still write there, it cannot. */
export const fillVolume: Fault = {
  kind: 'fill-volume',
  summary: "the volume of a server's own datastore is full",
  strikes: ['server'],
  refusal: topology => {
    if (!keepsDatastore(topology)) return `with ${topology.datastore} no server has a datastore`
    if (topology.dataVolumeMiB !== undefined) return undefined
    return "its servers' datastores are on the engine's disk, which is not ours to fill: write 'dataVolumeMiB: 384' into the topology"
  },
  effect: () => ({ does: 'degrade' }),
  aftermathMs: lostLeaseMs,
  inject: fill,
}

async function fill(context: FaultContext, node: NodeId): Promise<Injected> {
  const { cluster, journal, aboutToAct, signal } = context
  const { engine } = cluster
  const keeper = cluster.keepers.get(node)
  if (keeper === undefined) throw new FaultError(`${node} has no volume of its own`)
  const directory = cluster.distribution.data.datastore
  const filler = `${directory}/holdfast-filler`
  await aboutToAct()
  const script = `rm -f ${filler}`
  const undo = await journal.append({ kind: 'in-node', id: keeper, script }, { deadlineMs: undoDeadlineMs })
  await inShell(engine, keeper, `cat /dev/zero > ${filler}`)
  const { size, free } = await space(engine, keeper, directory)
  const begin = { atUs: nowUs(), evidence: `of ${size} KiB of the volume of ${node} ${free} are free` }
  const refused = async () => {
    const write = `head -c 65536 /dev/zero > ${directory}/holdfast-proof; rm -f ${directory}/holdfast-proof`
    const { stderr } = await inShell(engine, containerOf(cluster, node), write)
    return refusalIn(node, stderr)
  }
  return {
    begin,
    proof: () =>
      waitUntil(`${node} to be refused a write`, refused, { timeoutMs: proofTimeoutMs, signal }).then(
        evidence => ({ proven: true, evidence }),
        error => ({ proven: false, evidence: messageOf(error) }),
      ),
    heal: once(async () => {
      await inShell(engine, keeper, script)
      const now = await space(engine, keeper, directory)
      const seen = await revive(context, node)
      await journal.done(undo)
      const evidence = `of ${now.size} KiB of the volume of ${node} ${now.free} are free again`
      return { atUs: seen?.atUs ?? nowUs(), evidence: seen ? `${evidence}; ${seen.evidence}` : evidence }
    }),
  }
}

/** @throws Error, which may pass, when the container takes no command */
const inShell = (engine: Engine, id: string, script: string) =>
  execute(engine, id, ['/bin/sh', '-c', script]).catch(error => {
    throw new Error('it takes no command', { cause: error })
  })

/** Size and free space of the volume that a directory is, in KiB. */
async function space(engine: Engine, id: string, directory: string): Promise<{ size: number; free: number }> {
  return spaceIn((await inShell(engine, id, `df -Pk ${directory}`)).stdout)
}

/** From the last row of `df -Pk` (POSIX): file system, size, used, available, …. */
export function spaceIn(table: string): { size: number; free: number } {
  const [, size, , free] = (table.trim().split('\n').at(-1) ?? '').split(/\s+/)
  return { size: Number(size), free: Number(free) }
}

/** @throws Error when the write was not refused for want of space */
export function refusalIn(node: NodeId, said: string): string {
  const [reason] = /no space left on device/i.exec(said) ?? []
  if (reason === undefined) throw new Error(`${node} took a write of 64 KiB${said ? ` (${said.trim()})` : ''}`)
  return `${node} itself is refused a write of 64 KiB: ${reason}`
}
