import { entryIp, type NodeAddress } from '../../topology/addresses.ts'
import { fileName } from '../../topology/node-id.ts'
import { balancerIds } from '../../topology/nodes-of.ts'
import type { Topology } from '../../topology/topology.ts'
import { haproxy, haproxyConfigPath } from './haproxy.ts'
import type { LoadBalancer } from './load-balancer.ts'

/** Where keepalived reads its configuration. */
const configPath = '/etc/keepalived/keepalived.conf'

/** keepalived's own default; three of them missed, and the other one takes the address. */
export const advertSeconds = 1

/**
 * keepalived.conf of one of the balancers that share an address. By unicast, because not every network carries multicast;
 * and without preemption, so that a balancer that comes back interrupts nobody.
 */
export function keepalivedConfig(topology: Topology, nodes: readonly NodeAddress[], node: NodeAddress): string {
  const ids = balancerIds(topology)
  const peers = nodes.filter(({ id }) => ids.includes(id) && id !== node.id)
  return `global_defs {
  router_id ${fileName(node.id)}
}
vrrp_instance api {
  state BACKUP
  nopreempt
  interface eth0
  virtual_router_id 51
  priority ${101 - ids.indexOf(node.id)}
  advert_int ${advertSeconds}
  unicast_src_ip ${node.ip}
  unicast_peer {
${peers.map(({ ip }) => `    ${ip}\n`).join('')}  }
  virtual_ipaddress {
    ${entryIp(topology, nodes)}/24
  }
}
`
}

/** Both programs as one container: it ends with HAProxy, and hands the address over first when it is told to end. */
const script = `
rm -f /run/keepalived*.pid /run/vrrp*.pid /run/keepalived/*.pid
keepalived --dont-fork --log-console --vrrp --use-file ${configPath} &
vrrp=$!
haproxy -W -db -f ${haproxyConfigPath} &
balancer=$!
echo $balancer > /run/haproxy.master
trap 'kill -TERM $vrrp; kill -USR1 $balancer' TERM USR1
wait $balancer
code=$?
[ $code -le 128 ] || { wait $balancer; code=$?; }
kill $vrrp 2>/dev/null
exit $code
`

/** Whether a line of keepalived's says that its balancer took the address, or gave it up. */
export function parseAddressChange(line: string): boolean | undefined {
  const [, state] = /\(api\) Entering (MASTER|BACKUP|FAULT) STATE/.exec(line) ?? []
  return state === undefined ? undefined : state === 'MASTER'
}

/** Two of HAProxy that share a virtual address by VRRP: the loss of one is the loss of neither clients nor servers. */
export const haproxyWithKeepalived: LoadBalancer = {
  ...haproxy,
  companion: 'keepalived',
  container: (topology, nodes, node) => ({
    entrypoint: ['/bin/sh', '-c', script],
    // To set an address, and to send what is neither TCP nor UDP.
    capabilities: ['NET_ADMIN', 'NET_RAW'],
    files: [{ path: configPath, mode: 0o644, content: keepalivedConfig(topology, nodes, node) }],
  }),
  reload: ['sh', '-c', `haproxy -c -q -f ${haproxyConfigPath} && kill -USR2 $(cat /run/haproxy.master)`],
  holdsAddress: parseAddressChange,
}
