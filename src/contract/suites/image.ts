import type { Suite } from '../clause.ts'
import { expectAll, expectThat } from '../expect-that.ts'
import { firstServer } from '../fixtures/first-server.ts'
import type { Lab } from '../lab.ts'

const volumes = ['/var/lib/cni', '/var/lib/kubelet', '/var/lib/rancher/k3s', '/var/log']
const config = ({ subject }: Lab) => subject.imageConfig
const variable = (lab: Lab, name: string) =>
  config(lab)
    .Env?.find(each => each.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? ''

const links = [
  ...['kubectl', 'crictl', 'ctr', 'containerd', 'k3s-server', 'k3s-agent', 'k3s-token', 'k3s-etcd-snapshot'],
  ...['k3s-secrets-encrypt', 'k3s-certificate', 'k3s-completion'],
]
const tools = [
  ...['ip', 'iptables', 'iptables-save', 'ip6tables', 'nft', 'conntrack', 'ethtool', 'ipset', 'nsenter', 'blkid'],
  ...['losetup', 'find', 'xargs', 'pigz', 'mount', 'umount', 'tar', 'wget', 'awk', 'sed', 'grep', 'cmp', 'ps', 'kill'],
  ...['stat', 'readlink', 'tee', 'seq', 'dd', 'sync', 'timeout', 'cat', 'ls', 'cp', 'mv', 'ln', 'rm', 'mkdir', 'chmod'],
]
// Some of these were in older ones.
const absent = ['socat', 'tc', 'swanctl', 'charon', 'bash', 'curl', 'etcdctl']

const shell = async (lab: Lab, script: string) => (await firstServer(lab)).server.shell(script)

/** Which of these programs a shell inside finds. */
async function onPath(lab: Lab, names: readonly string[]): Promise<string[]> {
  const script = `for name in ${names.join(' ')}; do command -v $name >/dev/null && echo $name; done; true`
  return (await shell(lab, script)).split('\n').filter(name => name !== '')
}

export const image: Suite = {
  title: 'the image',
  clauses: [
    {
      id: '1-entrypoint',
      promise: 'ENTRYPOINT is /bin/k3s alone',
      stated: 'k3s:package/Dockerfile',
      async test(lab) {
        const seen = JSON.stringify(config(lab).Entrypoint ?? null)
        return expectThat(seen === '["/bin/k3s"]', seen)
      },
    },
    {
      id: '1-cmd',
      promise: 'CMD is agent, so that a server must be asked for',
      stated: 'k3s:package/Dockerfile',
      async test(lab) {
        const seen = JSON.stringify(config(lab).Cmd ?? null)
        return expectThat(seen === '["agent"]', seen)
      },
    },
    {
      id: '1-volumes',
      promise: "the data directory, kubelet's, CNI's and /var/log are volumes, and nothing else is",
      stated: 'k3s:package/Dockerfile',
      async test(lab) {
        const seen = Object.keys(config(lab).Volumes ?? {}).sort()
        return expectThat(seen.join() === volumes.join(), seen.join(', ') || 'no volumes')
      },
    },
    {
      id: '1-nothing-else',
      promise: 'no exposed port, health check, stop signal or user',
      stated: 'k3s:package/Dockerfile',
      async test(lab) {
        const { ExposedPorts, Healthcheck, StopSignal, User } = config(lab)
        const set = Object.entries({ ExposedPorts, Healthcheck, StopSignal, User }).filter(
          ([, value]) => value && JSON.stringify(value) !== '{}',
        )
        return expectThat(set.length === 0, set.length === 0 ? 'none of them' : JSON.stringify(Object.fromEntries(set)))
      },
    },
    {
      id: '1-environment',
      promise: 'PATH ends in /bin/aux, and CRI_CONFIG_FILE points below the data directory',
      stated: 'k3s:package/Dockerfile',
      async test(lab) {
        const [path, cri] = [variable(lab, 'PATH'), variable(lab, 'CRI_CONFIG_FILE')]
        const holds = path.endsWith(':/bin/aux') && cri === '/var/lib/rancher/k3s/agent/etc/crictl.yaml'
        return expectThat(holds, `PATH=${path}, CRI_CONFIG_FILE=${cri}`)
      },
    },
    {
      id: '1-shell',
      promise: '/bin/sh -c works in a running container',
      stated: 'k3s-root:scripts/package',
      test: lab => shell(lab, 'echo works'),
    },
    {
      id: '1-links',
      promise: `${links.join(', ')} are on PATH, all of them links to k3s`,
      stated: 'k3s:scripts/build',
      async test(lab) {
        const script = `for name in ${links.join(' ')}; do
          [ "$(readlink -f "$(command -v $name)")" = "$(readlink -f /bin/k3s)" ] && echo $name; done; true`
        return expectAll(links, (await shell(lab, script)).split('\n'), `all ${links.length}`)
      },
    },
    {
      id: '1-userland',
      promise: `${tools.join(', ')} are on PATH`,
      stated: 'k3s-root:scripts/package',
      async test(lab) {
        return expectAll(tools, await onPath(lab, tools), `all ${tools.length}`)
      },
    },
    {
      id: '1-userland-lacks',
      promise: `${absent.join(', ')} are not`,
      derived: 'k3s-root:scripts/package',
      fallback: 'not needed: what a node lacks the driver brings in a helper, and it calls none of them',
      async test(lab) {
        const found = await onPath(lab, absent)
        return expectThat(found.length === 0, found.join(', ') || 'none of them')
      },
    },
    {
      id: '1-os-release',
      promise: "os-release's PRETTY_NAME holds the version",
      stated: 'k3s:package/Dockerfile',
      async test(lab) {
        const seen = await shell(lab, 'grep PRETTY_NAME /etc/os-release')
        return expectThat(seen.includes(lab.subject.version), seen)
      },
    },
  ],
}
