// What a formation waits for: each of these throws what it saw until it holds.
import { ClusterError } from '../base/errors.ts'
import type { Kube } from '../kube/kube-client.ts'
import { readyNodes } from '../kube/nodes.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { ClusterNode } from './cluster-node.ts'
import type { JoinQuestion } from './distributions/join-question.ts'
import type { Observer } from './observer.ts'

// A joiner may come before the others can take it; it ends then and is started again.
const toleratedRestarts = 3

/** The path answers 200 through the load balancer, to the administrator or to `caller`. Returns the body. */
export async function expectOk(kube: Kube, path: string, caller?: { authorization?: string }): Promise<string> {
  const { status, body } = await kube.get(path, caller)
  if (status !== 200) throw new Error(`${path} answers ${status} ${body.slice(0, 200)}`)
  return body
}

/** The first server answers so that others can join it. */
export async function expectJoinable(kube: Kube, { path, authorization, expect }: JoinQuestion): Promise<void> {
  const body = await expectOk(kube, path, authorization === undefined ? {} : { authorization })
  expect?.(body)
}

/** The server's own apiserver says that it is ready. */
export async function expectReady(observer: Observer, server: NodeId): Promise<void> {
  const { status, failing = [] } = await observer.readyz(server)
  if (status === 200) return
  throw new Error(`its /readyz answers ${status}${failing.length > 0 ? `, not ready: ${failing.join(', ')}` : ''}`)
}

/**
 * The node runs. One that was ended from outside, which no restart policy undoes, is started again.
 * @throws ClusterError when it ends by itself again and again: it refused its configuration.
 */
export async function keepRunning(node: ClusterNode, onStartedAgain: () => void): Promise<void> {
  const { running, restartCount, exitCode } = await node.inspect()
  if (restartCount > toleratedRestarts) {
    throw new ClusterError(`${node.id} ends again and again, last with exit code ${exitCode}`)
  }
  if (running) return
  await node.start()
  onStartedAgain()
  throw new Error(`it had ended with exit code ${exitCode} and was started again`)
}

/** etcd has this many members, and all of them vote. */
export async function expectVoters(observer: Observer, count: number): Promise<void> {
  const members = await observer.members()
  const voters = members.filter(({ voter }) => voter)
  if (voters.length !== count) throw new Error(`${voters.length} of ${count} vote, ${members.length} members`)
}

/** The Nodes of these names are Ready. */
export async function expectNodes(kube: Kube, names: string[]): Promise<void> {
  const ready = await readyNodes(kube)
  const missing = names.filter(name => !ready.includes(name))
  if (missing.length > 0) throw new Error(`not Ready: ${missing.join(', ')}`)
}

/** A write succeeds through the load balancer. */
export async function writeOnce(kube: Kube): Promise<void> {
  const body = { metadata: { generateName: 'formed-' } }
  await kube.core.createNamespacedConfigMap({ namespace: kube.namespace, body })
}
