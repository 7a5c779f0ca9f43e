import { nowUs } from '../base/clock.ts'
import { FaultError } from '../base/errors.ts'
import { applySetting } from '../engine/apply-setting.ts'
import { inspectContainer, startContainer, stopContainer, unpauseContainer } from '../engine/container.ts'
import type { Engine } from '../engine/engine.ts'
import { execute } from '../engine/execute.ts'
import { addressOf, giveAddress } from '../engine/give-address.ts'
import { limitContainer } from '../engine/limit-container.ts'
import { listByLabel } from '../engine/remove.ts'
import { runHelper } from '../engine/run-helper.ts'
import { openJournal, type PendingUndo, pendingUndos, type Undo } from './journal.ts'
import { type Labels, labelKeys } from './labels.ts'

const helperTimeoutMs = 20_000

/** Takes all pending acts of a run back that goes on to exist. @throws EngineError */
export const playJournal = async (engine: Engine, runId: string): Promise<void> =>
  playUndos(engine, runId, await pendingUndos(runId))

/**
 * Takes acts back in the given order, and writes down each when it is. Twice is as good as once, and what no longer
 * exists needs nothing. @throws EngineError
 */
export async function playUndos(engine: Engine, runId: string, undos: PendingUndo[]): Promise<void> {
  if (undos.length === 0) return
  const present = new Map(
    (await listByLabel(engine, `${labelKeys.run}=${runId}`)).map(({ id, labels }) => [id, labels] as const),
  )
  const journal = openJournal(runId)
  for (const { id, undo } of undos) {
    const labels = present.get(undo.id)
    if (labels !== undefined) await playUndo(engine, labels, undo)
    await journal.done(id)
  }
}

async function playUndo(engine: Engine, labels: Labels, undo: Undo): Promise<void> {
  const { kind, id } = undo
  if (kind === 'start-container') return startContainer(engine, id)
  if (kind === 'limit-container') return limitContainer(engine, id, undo.limits)
  if (kind === 'give-address') return giveBack(engine, undo)
  if (kind === 'apply-setting') return applySetting(engine, id, undo.setting)
  const { paused, running } = await inspectContainer(engine, id)
  if (kind === 'unpause-container') return paused ? unpauseContainer(engine, id) : undefined
  if (!running) return
  if (kind === 'in-node') return playInNode(engine, undo)
  await playInNetwork(engine, labels, undo)
}

async function playInNode(engine: Engine, { id, command }: Extract<Undo, { kind: 'in-node' }>): Promise<void> {
  const { exitCode, stderr } = await execute(engine, id, command)
  if (exitCode !== 0) throw new FaultError(`what was done inside a node could not be taken back: ${stderr.trim()}`)
}

async function giveBack(
  engine: Engine,
  { id, address, graceSeconds }: Extract<Undo, { kind: 'give-address' }>,
): Promise<void> {
  if ((await addressOf(engine, id, address.network)) !== address.ip) {
    await stopContainer(engine, id, graceSeconds)
    await giveAddress(engine, id, address)
  }
  await startContainer(engine, id)
}

// The helper is of the run, but no node: what the engine tells of it must not count as the node's.
async function playInNetwork(
  engine: Engine,
  { [labelKeys.node]: _node, ...labels }: Labels,
  { id, image, script }: Extract<Undo, { kind: 'in-network' }>,
): Promise<void> {
  const { exitCode, said } = await runHelper(
    engine,
    {
      name: `holdfast-${labels[labelKeys.run]}-undo-${nowUs()}`,
      image,
      labels,
      networkMode: `container:${id}`,
      capabilities: ['NET_ADMIN', 'NET_RAW'],
      script,
    },
    AbortSignal.timeout(helperTimeoutMs),
  )
  if (exitCode !== 0) throw new FaultError(`a packet filter could not be taken away: ${said.join(' ')}`)
}
