import { nowUs } from '../../base/clock.ts'
import { FaultError } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { waitUntil } from '../../base/wait-until.ts'
import type { ContainerHandle } from '../../engine/container-handle.ts'
import { keepsDatastore } from '../../topology/keeps-datastore.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { lostLeaseMs } from '../pause.ts'
import { revive } from '../process/revive.ts'
import { proofBy } from '../proof.ts'

// A server that ends for want of space is down between two lives.
const proofTimeoutMs = 30_000

/** The volume of a server's own datastore is full: what it must still write there, it cannot. */
export const fillVolume: Fault = {
  kind: 'fill-volume',
  summary: "the volume of a server's own datastore is full",
  targetRoles: ['server'],
  refusal: topology => {
    if (!keepsDatastore(topology)) return `with ${topology.datastore} no server has a datastore`
    if (topology.dataVolumeMiB !== undefined) return undefined
    return "its servers' datastores are on the engine's disk, which is not ours to fill: write 'dataVolumeMiB: 768' into the topology"
  },
  effect: () => ({ does: 'degrade' }),
  aftermathMs: lostLeaseMs,
  inject: fill,
}

async function fill(context: FaultContext, node: NodeId): Promise<Injected> {
  const { cluster, journal, aboutToAct, signal } = context
  const victim = cluster.node(node)
  const keeper = victim.volumeKeeper
  if (keeper === undefined) throw new FaultError(`${node} has no volume of its own`)
  const directory = cluster.distribution.paths.datastore
  const filler = `${directory}/holdfast-filler`
  await aboutToAct()
  const command = ['rm', '-f', filler]
  const undo = await journal.append(
    { kind: 'in-node', id: keeper.containerId, command },
    { deadlineMs: undoDeadlineMs },
  )
  await keeper.exec(`cat /dev/zero > ${filler}`)
  const { size, free } = await space(keeper, directory)
  const begin = { atUs: nowUs(), evidence: `of ${size} KiB of the volume of ${node} ${free} are free` }
  const refused = async () => {
    const write = `head -c 65536 /dev/zero > ${directory}/holdfast-proof; rm -f ${directory}/holdfast-proof`
    const { stderr } = await victim.exec(write, { mayBeDown: true })
    return refusalIn(node, stderr)
  }
  return {
    begin,
    proof: () => proofBy(waitUntil(`${node} to be refused a write`, refused, { timeoutMs: proofTimeoutMs, signal })),
    heal: once(async () => {
      await keeper.exec(command)
      const now = await space(keeper, directory)
      const seen = await revive(context, node)
      await journal.done(undo)
      const evidence = `of ${now.size} KiB of the volume of ${node} ${now.free} are free again`
      return { atUs: seen?.atUs ?? nowUs(), evidence: seen ? `${evidence}; ${seen.evidence}` : evidence }
    }),
  }
}

/** Size and free space of the volume that a directory is, in KiB. */
async function space(keeper: ContainerHandle, directory: string): Promise<{ size: number; free: number }> {
  return spaceIn(await keeper.execOrThrow(`df -Pk ${directory}`))
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
