import { FaultError } from '../../base/errors.ts'
import { shortestS } from '../../chaos/drawing.ts'
import { nodesOf } from '../../topology/nodes-of.ts'
import type { Fault } from '../fault.ts'
import { alterNetwork } from './alter-network.ts'

/** A node's network interface goes down, as when its cable is pulled; the routes that the kernel forgets then come back. */
export const interfaceDown: Fault = {
  kind: 'interface-down',
  summary: "a node's network interface goes down; healed, it comes up with the routes that it had",
  targetRoles: ['server', 'agent', 'etcd', 'db', 'lb'],
  drawn: { weight: 2, lengthS: [shortestS, 40], roles: ['server', 'agent', 'etcd'] },
  effect: (node, _, topology) => ({ does: 'cut', from: nodesOf(topology).filter(id => id !== node), lost: 'both' }),
  inject: (context, node) =>
    alterNetwork(context, node, async helper => {
      const { exitCode, stdout, stderr } = await helper.run('ip -4 route show dev eth0')
      if (exitCode !== 0) throw new FaultError(`the routes of ${node} cannot be read: ${stderr.trim()}`)
      const routes = routesToKeep(stdout)
      return {
        words: `eth0 of ${node} is down`,
        set: 'ip link set eth0 down',
        remove: upScript(routes),
        after: `eth0 is up, with its ${routes.length} routes beside the kernel's own`,
      }
    }),
}

/** What `ip route show` printed, without what the kernel makes by itself for an address. */
export const routesToKeep = (printed: string): string[] =>
  printed
    .split('\n')
    .map(route => route.replace(' dev eth0', '').trim())
    .filter(route => route !== '' && !route.includes('proto kernel'))

/** A gateway is known again only once its own network is: the order of those routes does not matter, that comes first. */
export const upScript = (routes: readonly string[]): string =>
  ['ip link set eth0 up', ...routes.map(route => `ip route replace ${route} dev eth0`)].join(' && ')
