import { addressesOn, listenersIn, socketsCommand } from '../../base/sockets.ts'
import type { Clause, Suite } from '../clause.ts'
import { expectThat } from '../expect-that.ts'
import { firstServer } from '../fixtures/first-server.ts'
import { threeServers } from '../fixtures/three-servers.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'

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

const listens = (port: number, what: string, where: Where, more: Partial<Clause> = {}): Clause => ({
  id: `3.3-${port}`,
  promise: `${what} listens at ${port}, ${words[where]}`,
  certainty: 'stated',
  ...more,
  test: async (lab: Lab) => listensOn((await firstServer(lab)).server, port, where),
})

export const ports: Suite = {
  title: 'ports',
  clauses: [
    listens(6443, 'the port for supervisor and API', 'everywhere'),
    listens(6444, "the apiserver's own", 'loopback'),
    listens(2379, 'etcd for clients', 'loopback and node-ip', {}),
    listens(2380, 'etcd for peers', 'loopback and node-ip'),
    listens(2381, "etcd's metrics", 'loopback'),
    listens(2382, "etcd's HTTP gateway", 'loopback'),
    listens(10250, 'the kubelet', 'everywhere'),
    listens(10248, "the kubelet's health", 'loopback'),
    listens(10249, "kube-proxy's metrics", 'loopback'),
    listens(10256, "kube-proxy's health", 'loopback'),
    listens(10257, 'the controller manager', 'loopback'),
    listens(10258, 'the cloud controller', 'loopback', { needs: 'cloud-controller' }),
    listens(10259, 'the scheduler', 'loopback'),
    listens(10010, "containerd's streaming", 'loopback'),
    {
      id: '3.3-exposed-metrics',
      promise: '--etcd-expose-metrics opens 2381 on the node-ip too',
      certainty: 'stated',
      test: async lab => listensOn((await threeServers(lab)).servers[1], 2381, 'loopback and node-ip'),
    },
  ],
}
