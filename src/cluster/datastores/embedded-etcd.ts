import type { Datastore } from './datastore.ts'

/** A member on every server: the first one founds the cluster, the others join it. */
export const embeddedEtcd: Datastore = {
  serverArgs({ nodes, through }, { id }) {
    if (id === 'server:0' && through === undefined) return ['--cluster-init']
    const host = through ?? 'server:0'
    // A named ready server, never the balancer: it could lead a joiner back to itself.
    return ['--server', `https://${nodes.find(node => node.id === host)!.ip}:6443`]
  },
  othersStart: 'when-joinable',
}
