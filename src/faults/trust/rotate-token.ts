import { randomBytes } from 'node:crypto'
import { nowUs } from '../../base/clock.ts'
import { FaultError } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { waitUntil } from '../../base/wait-until.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { lacksLabel } from '../../cluster/lacks-label.ts'
import type { SupervisorRequest } from '../../prober/protocol.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { type Proof, unproven } from '../proof.ts'

// A server may be between two lives.
const callTimeoutMs = 30_000

/**
 * The cluster's token is another one, and no node was told. What runs goes on with the token that it was started with; who
 * starts again with that one is refused, and so is a joiner with the new one. Only the server that did it can take it
 * back, and only while it runs.
 */
export const rotateToken: Fault = {
  kind: 'rotate-token',
  summary:
    "the cluster's token is rotated at a server, and no node is told: who starts again with the old one is refused",
  targetRoles: ['server'],
  effect: () => ({ does: 'degrade' }),
  inject: rotate,
}

async function rotate({ cluster, journal, aboutToAct, signal }: FaultContext, node: NodeId): Promise<Injected> {
  const { token: old, observer, driver } = cluster
  const victim = cluster.node(node)
  const rotation = driver.tokenRotation
  if (rotation === undefined)
    throw new FaultError(`rotate-token cannot be here: ${cluster.distribution.name} has no way`)
  const { needs, tokenFile, restore: command } = rotation
  if (lacksPart(await victim.labels(), needs.part)) {
    throw new FaultError(`rotate-token cannot be here: the node image lacks ${needs.words}`, { hint: needs.hint })
  }
  const next = randomBytes(16).toString('hex')
  const onDisk = async () => passwordIn(await victim.readFile(tokenFile))
  await aboutToAct()
  const undo = await journal.append(
    { kind: 'in-node', id: victim.containerId, command },
    { deadlineMs: undoDeadlineMs },
  )
  await waitUntil(`${node} to rotate the token`, () => putToken(observer, node, rotation.rotate(old, next)), {
    timeoutMs: callTimeoutMs,
    signal,
  })
  const begin = { atUs: nowUs(), evidence: `${node} took another token for the cluster` }
  return {
    begin,
    proof: () =>
      Promise.all([onDisk(), observer.ask(node, rotation.askAs(old))]).then(
        ([kept, status]) => tokenSeen(node, { old, next }, kept, status),
        unproven,
      ),
    heal: once(async () => {
      await victim.execOrThrow(command, { signal, failure: `${node} did not take its token back` })
      const atUs = nowUs()
      if ((await onDisk()) !== old) throw new FaultError(`${node} keeps another token than the cluster's`)
      await journal.done(undo)
      return { atUs, evidence: `${node} keeps the token that the cluster was formed with` }
    }),
  }
}

/** Whether an image's labels declare that it lacks a part. */
export const lacksPart = (labels: Record<string, string>, part: string): boolean =>
  (labels[lacksLabel] ?? '').split(',').some(word => word.trim() === part)

/** The password in a token file, which has the full form. */
const passwordIn = (text: string): string => text.trim().split(':').at(-1)!

/** What was seen of a rotation: the token on a server's disk, and what it answers to the one that it was started with. */
export function tokenSeen(
  node: NodeId,
  { old, next }: { old: string; next: string },
  onDisk: string,
  status: number,
): Proof {
  const kept = onDisk === next ? 'the new token' : onDisk === old ? 'the old token' : 'a token that nobody gave it'
  return {
    proven: onDisk === next,
    evidence: `${node} keeps ${kept}, and answers ${status} to the old one while it runs`,
  }
}

/** @throws FaultError when the server does not take it */
async function putToken(observer: Cluster['observer'], node: NodeId, request: SupervisorRequest): Promise<void> {
  const status = await observer.ask(node, request)
  if (status !== 200) throw new FaultError(`${node} answered ${status} to the rotation of the token`)
}
