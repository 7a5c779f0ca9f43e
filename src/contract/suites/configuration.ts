import type { Suite } from '../clause.ts'
import { eventually } from '../eventually.ts'
import { expectAll, expectThat } from '../expect-that.ts'
import { firstServer, tolerationSeconds } from '../fixtures/first-server.ts'
import { threeServers } from '../fixtures/three-servers.ts'
import { kubeconfigPath } from '../fixtures/watch-start.ts'
import { presented } from '../handshake.ts'

export const configuration: Suite = {
  title: 'flags, files, environment',
  clauses: [
    {
      id: '2-environment',
      promise: 'K3S_URL alone makes a server join',
      stated: 'k3s:pkg/cli/cmds/server.go',
      async test(lab) {
        await threeServers(lab)
        return 'server-2 joined by it'
      },
    },
    {
      id: '2-node-name',
      promise: "the Node's name is the hostname unless --node-name says otherwise, which beats the file",
      stated: 'k3s:pkg/cli/cmds/agent.go',
      async test(lab) {
        await threeServers(lab)
        const { kube } = await firstServer(lab)
        return eventually(lab, 'three Nodes', 60_000, async () => {
          const names = (await kube.core.listNode()).items.map(({ metadata }) => metadata!.name!)
          return expectThat(names.sort().join() === 'server-0,server-1,server-2', names.join(', '))
        })
      },
    },
    {
      id: '2-list-beside-file',
      // By the documentation it replaces that list, by the source (k3s:pkg/configfilearg/parser.go) it adds to it.
      promise: 'a repeatable flag on the command line is heard beside a list in the file',
      stated: 'docs:installation/configuration',
      async test(lab) {
        const [, second] = (await threeServers(lab)).servers
        const names = (await presented(lab, second)).names.filter(name => name.endsWith('.test'))
        return expectThat(names.includes('from-command-line.test'), names.join(', '))
      },
    },
    {
      id: '2-last-file',
      promise: 'drop-ins are read in alphabetical order, and the last value wins',
      stated: 'k3s:pkg/configfilearg/parser.go',
      async test(lab) {
        const [, second] = (await threeServers(lab)).servers
        const mode = await second.shell(`stat -c %a ${kubeconfigPath}`)
        return expectThat(mode === '640', `write-kubeconfig-mode 0644, 0604, 0640 gives ${mode}`)
      },
    },
    {
      id: '2-append',
      promise: 'key+ in a drop-in appends to the list',
      stated: 'k3s:pkg/configfilearg/parser.go',
      async test(lab) {
        await threeServers(lab)
        const { kube } = await firstServer(lab)
        const { metadata } = await kube.core.readNode({ name: 'server-1' })
        const labels = Object.keys(metadata?.labels ?? {})
        return expectAll(['contract.test/main', 'contract.test/appended'], labels, 'both labels')
      },
    },
    {
      id: '2-component-arguments',
      promise: '--kube-apiserver-arg reaches the apiserver, and beats its default',
      stated: 'k3s:pkg/daemons/config/types.go',
      async test(lab) {
        const { kube } = await firstServer(lab)
        const spec = { containers: [{ name: 'any', image: 'any' }] }
        const body = { metadata: { name: 'contract' }, spec }
        return eventually(lab, 'a pod to be admitted', 30_000, async () => {
          const pod = await kube.core.createNamespacedPod({ namespace: 'default', dryRun: 'All', body })
          const found = pod.spec?.tolerations?.find(({ key }) => key === 'node.kubernetes.io/not-ready')
          const seen = found?.tolerationSeconds
          return expectThat(seen === tolerationSeconds, `a new pod tolerates a node that is not ready for ${seen} s`)
        })
      },
    },
  ],
}
