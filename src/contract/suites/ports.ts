import { addressesOn, listenersIn, socketsCommand } from '../../base/sockets.ts'
import type { Clause, Suite } from '../clause.ts'
import { expectThat } from '../expect-that.ts'
import { firstServer } from '../fixtures/first-server.ts'
import { threeServers } from '../fixtures/three-servers.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'
import type { Source } from '../sources.ts'

type Where = 'everywhere' | 'loopback' | 'loopback and node-ip'

const words: Record<Where, string> = {
  everywhere: 'on all addresses',
  loopback: 'on 127.0.0.1 alone',
  'loopback and node-ip': 'on 127.0.0.1 and the node-ip',
}

const addresses = (where: Where, { ip }: LabServer): string[] =>
  ({ everywhere: ['*'], loopback: ['127.0.0.1'], 'loopback and node-ip': ['127.0.0.1', ip].sort() })[where]

async function listensOn(server: LabServer, port: number, where: Where): Promise<string> {
  const found = addressesOn(listenersIn(await server.shell(socketsCommand)), port).filter(each => each !== '::1')
  return expectThat(found.join() === addresses(where, server).join(), found.join(' and ') || 'nobody listens')
}

const listens = (port: number, what: string, where: Where, stated: Source, more: Partial<Clause> = {}): Clause => ({
  id: `3.3-${port}`,
  promise: `${what} listens at ${port}, ${words[where]}`,
  stated,
  ...more,
  test: async (lab: Lab) => listensOn((await firstServer(lab)).server, port, where),
})

const etcdFile = 'k3s:pkg/etcd/etcd.go'
const control = 'k3s:pkg/daemons/control/server.go'
const requirements = 'docs:installation/requirements'

export const ports: Suite = {
  title: 'ports',
  clauses: [
    listens(6443, 'the port for supervisor and API', 'everywhere', 'k3s:pkg/cluster/https.go'),
    listens(6444, "the apiserver's own", 'loopback', control),
    listens(2379, 'etcd for clients', 'loopback and node-ip', etcdFile),
    listens(2380, 'etcd for peers', 'loopback and node-ip', etcdFile),
    listens(2381, "etcd's metrics", 'loopback', etcdFile),
    listens(2382, "etcd's HTTP gateway", 'loopback', etcdFile),
    listens(10250, 'the kubelet', 'everywhere', requirements),
    listens(10248, "the kubelet's health", 'loopback', requirements),
    listens(10249, "kube-proxy's metrics", 'loopback', requirements),
    listens(10256, "kube-proxy's health", 'loopback', requirements),
    listens(10257, 'the controller manager', 'loopback', control),
    listens(10258, 'the cloud controller', 'loopback', requirements, { needs: 'cloud-controller' }),
    listens(10259, 'the scheduler', 'loopback', control),
    listens(10010, "containerd's streaming", 'loopback', requirements),
    {
      id: '3.3-exposed-metrics',
      promise: '--etcd-expose-metrics opens 2381 on the node-ip too',
      stated: 'k3s:pkg/etcd/etcd.go',
      test: async lab => listensOn((await threeServers(lab)).servers[1], 2381, 'loopback and node-ip'),
    },
  ],
}
