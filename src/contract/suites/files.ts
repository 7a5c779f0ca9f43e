import type { Clause, Suite } from '../clause.ts'
import { eventually } from '../eventually.ts'
import { expectAll, expectThat } from '../expect-that.ts'
import { firstServer, manifestName, maxPods } from '../fixtures/first-server.ts'
import type { Lab } from '../lab.ts'
import type { Source } from '../sources.ts'
import { isAtLeast } from '../version.ts'

const serverDir = '/var/lib/rancher/k3s/server'
const agentDir = '/var/lib/rancher/k3s/agent'

const server = async (lab: Lab) => (await firstServer(lab)).server
const shell = async (lab: Lab, script: string) => (await server(lab)).shell(script)

/** These files lie below a directory; most are made by one file of k3s. */
const present = (
  id: string,
  promise: string,
  directory: string,
  files: string[],
  stated: Source = 'k3s:pkg/daemons/control/deps/deps.go',
): Clause => ({
  id,
  promise,
  stated,
  async test(lab) {
    const found = await shell(
      lab,
      `cd ${directory} && for file in ${files.join(' ')}; do [ -e $file ] && echo $file; done; true`,
    )
    return expectAll(files, found.split('\n'), `all ${files.length}`)
  },
})

const pairs = (...names: string[]) => names.flatMap(name => [`${name}.crt`, `${name}.key`])

export const files: Suite = {
  title: 'files',
  clauses: [
    {
      id: '3.2-token',
      promise: 'server/token is the full token: K10, 64 hexadecimal digits, ::server: and the password',
      stated: 'k3s:pkg/daemons/control/deps/deps.go',
      async test(lab) {
        const text = (await (await server(lab)).read(`${serverDir}/token`)).trim()
        const [, user, password] = /^K10[0-9a-f]{64}::(\w+):(.+)$/.exec(text) ?? []
        return expectThat(
          user === 'server' && password === lab.token,
          `user ${user}, ${password === lab.token ? 'our' : 'another'} password`,
        )
      },
    },
    {
      id: '3.2-token-links',
      promise: 'node-token, and agent-token when none is set, lead to token',
      stated: 'k3s:pkg/server/server.go',
      async test(lab) {
        const seen = await shell(lab, `cd ${serverDir} && readlink -f node-token && readlink -f agent-token`)
        return expectThat(seen === [`${serverDir}/token`, `${serverDir}/token`].join('\n'), seen)
      },
    },
    present('3.2-credentials', 'server/cred holds passwd and the kubeconfigs of the parts', `${serverDir}/cred`, [
      'passwd',
      ...['admin', 'controller', 'scheduler', 'api-server', 'supervisor'].map(name => `${name}.kubeconfig`),
    ]),
    present('3.2-authorities', 'server/tls holds the three CAs and the service key', `${serverDir}/tls`, [
      ...pairs('server-ca', 'client-ca', 'request-header-ca'),
      'service.key',
      ...pairs('serving-kube-apiserver'),
    ]),
    present('3.2-clients', "server/tls holds the parts' client certificates", `${serverDir}/tls`, [
      ...pairs('client-admin', 'client-supervisor', 'client-controller', 'client-scheduler', 'client-kube-apiserver'),
      ...pairs('client-auth-proxy'),
    ]),
    present(
      '3.2-etcd-client',
      "server/tls/etcd holds client.crt, client.key and server-ca.crt, an etcd client's identity",
      `${serverDir}/tls/etcd`,
      [...pairs('client'), 'server-ca.crt'],
    ),
    present('3.2-etcd-tls', 'server/tls/etcd holds the CAs and both server certificates', `${serverDir}/tls/etcd`, [
      ...pairs('server-ca', 'peer-ca', 'server-client', 'peer-server-client'),
    ]),
    present(
      '3.2-etcd-data',
      'server/db/etcd holds member/wal and name',
      `${serverDir}/db/etcd`,
      ['member/wal', 'name'],
      'k3s:pkg/etcd/etcd.go',
    ),
    present(
      '3.2-agent',
      "agent holds its CAs, the kubelet's certificates, images and containerd",
      agentDir,
      [
        ...['client-ca.crt', 'server-ca.crt', ...pairs('client-kubelet', 'serving-kubelet', 'client-kube-proxy')],
        ...['images', 'containerd', 'etc'],
      ],
      'k3s:pkg/agent/config/config.go',
    ),
    {
      id: '3.2-kubelet-drop-in',
      promise: 'a file of ours in agent/etc/kubelet.conf.d is part of the kubelet configuration (from v1.32)',
      stated: 'docs:installation/configuration',
      exempt: version => (isAtLeast(version, 32) ? undefined : `${version} is older`),
      async test(lab) {
        const { kube } = await firstServer(lab)
        return eventually(lab, `a capacity of ${maxPods} pods`, 30_000, async () => {
          const { status } = await kube.core.readNode({ name: 'server-0' })
          return expectThat(status?.capacity?.pods === String(maxPods), `${status?.capacity?.pods} pods`)
        })
      },
    },
    {
      id: '3.2-node-password',
      promise: '/etc/rancher/node/password is 16 bytes in hexadecimal',
      stated: 'k3s:pkg/agent/config/config.go',
      async test(lab) {
        const text = (await (await server(lab)).read('/etc/rancher/node/password')).trim()
        return expectThat(/^[0-9a-f]{32}$/.test(text), `${text.length} characters`)
      },
    },
    {
      id: '3.2-manifests',
      promise: 'what lies in server/manifests is applied',
      stated: 'k3s:pkg/server/server.go',
      needs: 'manifests',
      async test(lab) {
        const { kube } = await firstServer(lab)
        const read = () => kube.core.readNamespacedConfigMap({ namespace: 'default', name: manifestName })
        return eventually(
          lab,
          'our ConfigMap',
          60_000,
          async () => `ConfigMap ${(await read()).metadata?.name} is there`,
        )
      },
    },
  ],
}
