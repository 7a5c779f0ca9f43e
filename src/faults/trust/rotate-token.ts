import { randomBytes } from 'node:crypto'
import { nowUs } from '../../base/clock.ts'
import { FaultError, messageOf } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { type Cluster, containerOf } from '../../cluster/cluster.ts'
import { lacksLabel } from '../../cluster/lacks-label.ts'
import { containerLabels } from '../../engine/container-labels.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'

// A server may be between two lives.
const callTimeoutMs = 30_000

/**
 * The cluster's token is another one, as after `k3s token rotate`, and no node was told: who starts again with the old
 * one is refused, and so is who joins by this server. What runs goes on. k3s alone can take it back, by rotating again
 * at the server that did it, the only one that knows both (k3s-contract 3.4, 4.6).
 */
export const rotateToken: Fault = {
  kind: 'rotate-token',
  summary: "the cluster's token is rotated at a server, and no node is told; not on images without k3s' token command",
  strikes: ['server'],
  effect: () => ({ does: 'hinder' }),
  inject: rotate,
}

async function rotate({ cluster, journal, aboutToAct, signal }: FaultContext, node: NodeId): Promise<Injected> {
  const id = containerOf(cluster, node)
  if (lacksTokens(await containerLabels(cluster.engine, id))) {
    throw new FaultError("rotate-token cannot be here: the node image lacks k3s' token command", {
      hint: 'take an image of k3s itself: --image rancher/k3s:TAG',
    })
  }
  const [old, next] = [cluster.token, randomBytes(16).toString('hex')]
  const wait = { timeoutMs: callTimeoutMs, signal }
  const replace = (from: string, to: string) =>
    waitUntil(`${node} to rotate the token`, () => putToken(cluster, node, from, to), wait)
  await aboutToAct()
  // No other process may know the new token: the run ends with its owner.
  const undo = await journal.append({ kind: 'start-container', id }, { deadlineMs: undoDeadlineMs })
  await replace(old, next)
  const begin = { atUs: nowUs(), evidence: `${node} took another token for the cluster` }
  return {
    begin,
    proof: async () => {
      const seen = await Promise.all([old, next].map(token => askAs(cluster, node, token))).catch(messageOf)
      return typeof seen === 'string' ? { proven: false, evidence: seen } : tokenSeen(node, seen)
    },
    heal: once(async () => {
      await replace(next, old)
      const atUs = nowUs()
      const status = await askAs(cluster, node, old)
      await journal.done(undo)
      return { atUs, evidence: `${node} answers ${status} to the token that the cluster was formed with` }
    }),
  }
}

/** Whether an image's labels declare that it cannot rotate tokens. */
export const lacksTokens = (labels: Record<string, string>): boolean =>
  (labels[lacksLabel] ?? '').split(',').some(word => word.trim() === 'token-command')

/** What a server answers to the old token and to the new one. */
export function tokenSeen(node: NodeId, [toOld, toNew]: readonly number[]): { proven: boolean; evidence: string } {
  const evidence = `client:0 asked ${node} with the old token: ${toOld}; with the new one: ${toNew}`
  return { proven: toOld === 401 && toNew === 200, evidence }
}

const basic = (user: string, token: string): string => `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`

const askAs = ({ observer }: Cluster, node: NodeId, token: string): Promise<number> =>
  observer.ask(node, { path: '/v1-k3s/readyz', authorization: basic('node', token) })

async function putToken({ observer }: Cluster, node: NodeId, from: string, to: string): Promise<void> {
  const body = JSON.stringify({ newToken: to })
  const path = '/v1-k3s/token'
  const status = await observer.ask(node, { path, method: 'PUT', authorization: basic('server', from), body })
  if (status !== 200) throw new FaultError(`${node} answered ${status} to the rotation of the token`)
}
