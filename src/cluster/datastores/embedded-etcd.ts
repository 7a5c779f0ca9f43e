import type { Datastore } from './datastore.ts'

/** A member on every server: the first one founds the cluster, the others join it. */
export const embeddedEtcd: Datastore = {
  serverArgs({ nodes }, { id }) {
    if (id === 'server:0') return ['--cluster-init']
    // A named ready server, never the balancer: it could lead a joiner back to itself.
    return ['--server', `https://${nodes.find(node => node.id === 'server:0')!.ip}:6443`]
  },
  isShared: false,
}
