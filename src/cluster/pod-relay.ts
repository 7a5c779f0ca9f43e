import { waitUntil } from '../base/wait-until.ts'
import type { ServiceAddress } from '../kube/services.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { ClusterContainers } from './cluster.ts'

interface Relay {
  /** Where the pod runs. */
  node: NodeId
  podIp: string
  /** What the pod connects to: a Service's address. */
  to: ServiceAddress
  /** The node's port that leads there. */
  port: number
  signal: AbortSignal
}

// A relay's programs are on every node: socat, nsenter and ip. One socat listens on the node and hands each connection
// through a socket file, which no network namespace bounds, to one in the pod's namespace: a fork each, and no exec. One that led into another pod
// ends first.
const script = `
set -e
pod_ip=$1 target=$2 port=$3 file=/run/holdfast-relay-$3.sock
for space in /run/netns/* /var/run/netns/*; do
  nsenter --net="$space" ip -o -4 addr show 2>/dev/null | grep -q "inet $pod_ip/" && break
  space=
done
[ -n "$space" ] || { echo "no network namespace holds $pod_ip" >&2; exit 1; }
nsenter --net="$space" socat -u OPEN:/dev/null "TCP:$target,connect-timeout=2"
way="$space $target"
if [ "$(cat "$file.way" 2>/dev/null)" != "$way" ]; then
  [ ! -f "$file.pids" ] || kill $(cat "$file.pids") 2>/dev/null || true
  rm -f "$file" "$file.pids"
  nsenter --net="$space" socat "UNIX-LISTEN:$file,fork,mode=600" "TCP:$target,nodelay" </dev/null >/dev/null 2>&1 &
  echo $! > "$file.pids"
  socat "TCP-LISTEN:$port,fork,reuseaddr,nodelay,backlog=128" "UNIX-CONNECT:$file" </dev/null >/dev/null 2>&1 &
  echo $! >> "$file.pids"
  echo "$way" > "$file.way"
fi
for try in 1 2 3 4 5 6 7 8 9; do
  [ -S "$file" ] && socat -u OPEN:/dev/null "TCP:127.0.0.1:$port,connect-timeout=1" 2>/dev/null && exit 0
  sleep 0.1
done
# A port that was not free yet: the next attempt begins anew.
rm -f "$file.way"
echo "nothing listens on port $port of the node" >&2
exit 1
`

const timeoutMs = 60_000

/**
 * Leads a port of a pod's node into the pod's network namespace, and from there to a Service: what connects to it takes
 * a pod's way. It lasts as long as the node's container runs. Returns the address for client:0.
 * @throws WaitTimeoutError when the pod does not reach the Service
 */
export async function startPodRelay(cluster: ClusterContainers, { node, podIp, to, port, signal }: Relay) {
  const target = `${to.ip}:${to.port}`
  const attempt = async (ended: AbortSignal) => {
    const command = ['sh', '-c', script, 'relay', podIp, target, String(port)]
    const { exitCode, stderr } = await cluster.node(node).exec(command, { signal: ended })
    if (exitCode !== 0) throw new Error(stderr.trim() || `exit code ${exitCode}`)
  }
  await waitUntil(`a pod on ${node} to reach ${target}`, attempt, { timeoutMs, signal })
  return `${cluster.node(node).ip}:${port}`
}
