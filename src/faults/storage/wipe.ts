import { FaultError } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { readyServer } from '../../cluster/ready-server.ts'
import { type NodeId, roleOf } from '../../topology/node-id.ts'
import { memberIds } from '../../topology/nodes-of.ts'
import { quorumOf } from '../../topology/quorum.ts'
import type { Topology } from '../../topology/topology.ts'
import type { Fault, FaultContext, Injected } from '../fault.ts'
import { leaveCluster } from '../leave-cluster.ts'
import { endContainerBy, startAgain } from '../stop-container.ts'

const wipeTimeoutMs = 60_000

/**
 * A node loses its disk: SIGKILL, and its data directory is emptied, but for what was laid there before its first start.
 * With embedded etcd it comes back as a new member, once its Node and its old member are removed: a second member of a
 * name is refused, and the server that founded the cluster would found another one, so that its successor is told to join.
 */
export const wipe: Fault = {
  kind: 'wipe',
  summary: 'SIGKILL to a node, and its data directory is emptied; healed, it joins anew',
  targetRoles: ['server', 'agent'],
  effect: (node, _, topology) => (isMember(node, topology) ? { does: 'end', losesIdentity: true } : { does: 'end' }),
  inject: wipeNode,
}

const isMember = (node: NodeId, topology: Topology): boolean => memberIds(topology).includes(node)

async function wipeNode(context: FaultContext, node: NodeId): Promise<Injected> {
  const { cluster, journal, group, signal } = context
  const obstacle = roleOf(node) === 'server' ? obstacleTo(group.length, cluster.topology) : undefined
  if (obstacle !== undefined) throw new FaultError(`${node} cannot be wiped: ${obstacle}`)
  const { undo, begin } = await endContainerBy(victim => victim.kill(), context, node)
  const { before, after } = await empty(context, node)
  if (before === 0 || after > 0) {
    throw new FaultError(
      `the data directory of ${node} held ${before} files, and holds ${after} after they were removed`,
    )
  }
  const evidence = `${begin.evidence}; of ${before} files in its data directory none is left`
  return {
    begin: { ...begin, evidence },
    heal: once(async () => {
      const seen = await comeBack(context, node, signal)
      await journal.done(undo)
      return seen
    }),
  }
}

/** Why so many servers cannot lose their disks, in words. */
export function obstacleTo(count: number, topology: Topology): string | undefined {
  if (topology.datastore === 'sqlite') return 'the cluster is on its disk alone'
  const members = memberIds(topology)
  if (topology.datastore !== 'embedded-etcd') return undefined
  const left = members.length - count
  return left >= quorumOf(members.length)
    ? undefined
    : `${left} of ${members.length} members of etcd are no quorum, without which none is removed`
}

async function comeBack(context: FaultContext, node: NodeId, signal: AbortSignal) {
  const { cluster } = context
  if (!isMember(node, cluster.topology)) return startAgain(context, node)
  await leaveCluster(cluster, node, signal)
  if (node !== 'server:0') return startAgain(context, node)
  const through = await readyServer(cluster, node)
  await context.keepWords(node)
  const victim = cluster.node(node)
  await victim.remove()
  await cluster.createJoiner(victim.address, through)
  return startAgain(context, node)
}

/** Empties a node's data directory, and counts its files before and after. */
async function empty({ cluster, faultId, signal }: FaultContext, node: NodeId) {
  const { data, laid } = cluster.distribution.paths
  const { exitCode, said } = await cluster
    .node(node)
    .runHelper(
      { name: `${faultId}-wipe`, shares: 'volumes', script: wipeScript(data, laid) },
      AbortSignal.any([signal, AbortSignal.timeout(wipeTimeoutMs)]),
    )
  const [before, after] = said.map(Number)
  if (exitCode !== 0 || before === undefined || after === undefined) {
    throw new FaultError(`the data directory of ${node} was not emptied: ${said.join(' ')}`)
  }
  return { before, after }
}

/** Removes all files and then all empty directories but those that were laid there; says how many files before and after. */
export function wipeScript(directories: readonly string[], laid: readonly string[]): string {
  const places = directories.map(directory => `'${directory}'`).join(' ')
  const kept = laid.map(path => `-path '${path}'`).join(' -o ')
  const files = `find ${places} \\( ${kept} \\) -prune -o ! -type d`
  return [
    'set -e',
    `${files} -print | wc -l`,
    `${files} -exec rm -f {} +`,
    // One that is a volume stays, empty.
    `find ${places} -mindepth 1 -type d -empty -delete 2> /dev/null || true`,
    `${files} -print | wc -l`,
  ].join('\n')
}
