import { withoutClusterSecrets } from '../cluster/without-cluster-secrets.ts'
import type { Execution } from '../engine/execute.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Session } from './session.ts'

/** Of what a command says, enough to recognise it by. */
const recordedLength = 4000

/** Runs a shell command inside a node's container; the record keeps it and what it said, without secrets. */
export async function runCommand(
  { cluster, record, signal }: Session,
  node: NodeId,
  command: string,
): Promise<Execution> {
  const done = await cluster.node(node).exec(['sh', '-c', command], { signal })
  const hidden = (text: string) => withoutClusterSecrets(text, cluster)
  const output = hidden(`${done.stdout}${done.stderr}`).slice(0, recordedLength)
  record({ type: 'command', node, command: hidden(command), exitCode: done.exitCode, output })
  return done
}
