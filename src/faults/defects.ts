import { FaultError } from '../base/errors.ts'
import { type Cluster, containerOf } from '../cluster/cluster.ts'
import { execute } from '../engine/execute.ts'
import { putFiles } from '../engine/files.ts'
import type { Kube } from '../kube/kube-client.ts'
import { ledgerLabel } from '../prober/operations.ts'
import type { NodeId } from '../topology/node-id.ts'

/**
 * Deletes an object behind its writer's back, as a cluster that forgets would: one of a write probe, which nobody writes
 * again, so that no later operation can account for its absence. @throws FaultError when there is none.
 */
export async function loseAcknowledgedWrite(kube: Kube): Promise<void> {
  const { items } = await kube.core.listNamespacedConfigMap({
    namespace: kube.namespace,
    labelSelector: `${ledgerLabel}=probe`,
  })
  const name = items[0]?.metadata?.name
  if (name === undefined) throw new FaultError('no write was acknowledged yet: there is nothing to lose')
  await kube.core.deleteNamespacedConfigMap({ namespace: kube.namespace, name })
}

/** Gives a node that is down a configuration that its server refuses, so that it ends at every start. */
export async function preventRejoin(cluster: Cluster, node: NodeId): Promise<void> {
  const path = cluster.distribution.paths.configuration
  await putFiles(cluster.engine, containerOf(cluster, node), [{ path, mode: 0o600, content: 'no-such-flag: true\n' }])
}

// Longer than a rejoin may take, so that it is missed; shorter than a scenario, so that the server is back at its end.
const refusalS = 90

/**
 * From its next start on, a server refuses every third start, and those that follow within a minute and a half: its
 * program is another one that counts, and else starts the real one. The server must run. @throws FaultError
 */
export async function refuseEveryThirdStart(cluster: Cluster, node: NodeId): Promise<void> {
  const { exitCode, stderr } = await execute(cluster.engine, containerOf(cluster, node), ['/bin/sh', '-c', countStarts])
  if (exitCode !== 0) throw new FaultError(`the program of ${node} could not be replaced: ${stderr.trim()}`)
}

/** With what the userlands of Debian and of k3s' own image have in common. By any of its names a tool is found again. */
const countStarts = `
set -e
real=/var/holdfast
mkdir -p $real
mv /bin/k3s $real/k3s
for tool in kubectl ctr crictl; do ln -s k3s $real/$tool; done
echo 0 > $real/starts
echo 0 > $real/refused-until
cat > /bin/k3s << 'END'
#!/bin/sh
real=/var/holdfast
if [ "$1" = server ]; then
  now=$(date +%s)
  [ "$now" -ge "$(cat $real/refused-until)" ] || exit 1
  starts=$(($(cat $real/starts) + 1))
  echo $starts > $real/starts
  if [ $((starts % 3)) = 0 ]; then
    echo $((now + ${refusalS})) > $real/refused-until
    echo 'refused: every third start is' >&2
    exit 1
  fi
fi
exec "$real/$(basename "$0")" "$@"
END
chmod 755 /bin/k3s
`
