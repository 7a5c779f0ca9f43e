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

const shell = async (lab: Lab, script: string) => (await firstServer(lab)).server.shell(script)

export const image: Suite = {
  title: 'the image',
  clauses: [
    {
      id: '1-entrypoint',
      promise: 'ENTRYPOINT is /bin/k3s alone',
      certainty: 'stated',
      async test(lab) {
        const seen = JSON.stringify(config(lab).Entrypoint ?? null)
        return expectThat(seen === '["/bin/k3s"]', seen)
      },
    },
    {
      id: '1-cmd',
      promise: 'CMD is agent, so that a server must be asked for',
      certainty: 'stated',
      async test(lab) {
        const seen = JSON.stringify(config(lab).Cmd ?? null)
        return expectThat(seen === '["agent"]', seen)
      },
    },
    {
      id: '1-volumes',
      promise: "the data directory, kubelet's, CNI's and /var/log are volumes, and nothing else is",
      certainty: 'stated',
      async test(lab) {
        const seen = Object.keys(config(lab).Volumes ?? {}).sort()
        return expectThat(seen.join() === volumes.join(), seen.join(', ') || 'no volumes')
      },
    },
    {
      id: '1-nothing-else',
      promise: 'no exposed port, health check, stop signal or user',
      certainty: 'stated',
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
      certainty: 'stated',
      async test(lab) {
        const [path, cri] = [variable(lab, 'PATH'), variable(lab, 'CRI_CONFIG_FILE')]
        const holds = path.endsWith(':/bin/aux') && cri === '/var/lib/rancher/k3s/agent/etc/crictl.yaml'
        return expectThat(holds, `PATH=${path}, CRI_CONFIG_FILE=${cri}`)
      },
    },
    {
      id: '1-shell',
      promise: '/bin/sh -c works in a running container',
      certainty: 'stated',
      test: lab => shell(lab, 'echo works'),
    },
    {
      id: '1-no-etcdctl',
      promise: 'etcdctl is not on PATH',
      certainty: 'stated',
      async test(lab) {
        const path = await shell(lab, 'command -v etcdctl || true')
        return expectThat(path === '', path || 'not there')
      },
    },
    {
      id: '1-tools',
      promise: 'kubectl, crictl and ctr are on PATH',
      certainty: 'unconfirmed',
      fallback: "not needed by a run; the line that 'holdfast up' prints would not work",
      test: lab => shell(lab, 'command -v kubectl && command -v crictl && command -v ctr'),
    },
    {
      id: '1-userland',
      promise: 'network tools are on PATH: ip, iptables, conntrack, ethtool, ipset, socat, nsenter, find',
      certainty: 'stated',
      async test(lab) {
        const tools = ['ip', 'iptables', 'conntrack', 'ethtool', 'ipset', 'socat', 'nsenter', 'find']
        const found = await shell(
          lab,
          `for tool in ${tools.join(' ')}; do command -v $tool >&2 && echo $tool; done; true`,
        )
        return expectAll(tools, found.split('\n'))
      },
    },
    {
      id: '1-os-release',
      promise: "os-release's PRETTY_NAME holds the version",
      certainty: 'stated',
      async test(lab) {
        const seen = await shell(lab, 'grep PRETTY_NAME /etc/os-release')
        return expectThat(seen.includes(lab.subject.version), seen)
      },
    },
  ],
}
