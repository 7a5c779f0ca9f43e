import { X509Certificate } from 'node:crypto'
import { parse } from 'yaml'
import type { Suite } from '../clause.ts'
import { expectThat } from '../expect-that.ts'
import { firstServer } from '../fixtures/first-server.ts'
import { firstSeen, kubeconfigPath, storyOf } from '../fixtures/watch-start.ts'
import type { Lab } from '../lab.ts'

interface Kubeconfig {
  'current-context': string
  clusters: { name: string; cluster: { server: string; 'certificate-authority-data'?: string } }[]
  users: { name: string; user: { 'client-certificate-data'?: string; 'client-key-data'?: string } }[]
  contexts: { name: string; context: { cluster: string; user: string } }[]
}

const read = async (lab: Lab): Promise<Kubeconfig> =>
  parse(await (await firstServer(lab)).server.read(kubeconfigPath)) as Kubeconfig

export const kubeconfig: Suite = {
  title: 'the kubeconfig',
  clauses: [
    {
      id: '3.1-path',
      promise: 'the kubeconfig is /etc/rancher/k3s/k3s.yaml and holds CA, certificate and key',
      stated: 'k3s:pkg/server/server.go',
      async test(lab) {
        const { clusters, users } = await read(lab)
        const { 'client-certificate-data': cert, 'client-key-data': key } = users[0]!.user
        const held = [clusters[0]!.cluster['certificate-authority-data'], cert, key].filter(Boolean).length
        return expectThat(held === 3, `${held} of CA, certificate and key`)
      },
    },
    {
      id: '3.1-mode',
      promise: 'its mode is 0600',
      stated: 'k3s:pkg/server/server.go',
      async test(lab) {
        const mode = await (await firstServer(lab)).server.shell(`stat -c %a ${kubeconfigPath}`)
        return expectThat(mode === '600', mode)
      },
    },
    {
      id: '3.1-names',
      promise: 'cluster, user, context and current context are named default',
      stated: 'k3s:pkg/clientaccess/kubeconfig.go',
      async test(lab) {
        const { clusters, users, contexts, ...rest } = await read(lab)
        const names = [...[clusters, users, contexts].map(list => list[0]?.name), rest['current-context']]
        return expectThat(
          names.every(name => name === 'default'),
          names.join(', '),
        )
      },
    },
    {
      id: '3.1-url',
      promise: 'it points at https://127.0.0.1:6443',
      stated: 'k3s:pkg/daemons/config/types.go',
      async test(lab) {
        const { server } = (await read(lab)).clusters[0]!.cluster
        return expectThat(server === 'https://127.0.0.1:6443', server)
      },
    },
    {
      id: '3.1-identity',
      promise: 'its certificate is that of system:admin in group system:masters',
      stated: 'k3s:pkg/daemons/control/deps/deps.go',
      async test(lab) {
        await firstServer(lab)
        const { subject } = new X509Certificate(lab.admin.cert)
        return expectThat(/CN=system:admin/.test(subject) && /O=system:masters/.test(subject), subject)
      },
    },
    {
      id: '3.1-early',
      promise: 'it is written before the API is ready',
      derived: 'k3s:pkg/server/server.go',
      fallback:
        'waits for the file with all of its content up to 180 s, and then for /readyz, in whichever order they come',
      async test(lab) {
        const { kubeconfig, ready } = (await firstServer(lab)).seen
        const seen = `there after ${(firstSeen(kubeconfig, 'there') / 1000).toFixed(1)} s; /readyz: ${storyOf(ready)}`
        return expectThat(firstSeen(kubeconfig, 'there') < firstSeen(ready, '200'), seen)
      },
    },
  ],
}
