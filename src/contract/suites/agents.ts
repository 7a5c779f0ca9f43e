import { addressesOn, listenersIn, socketsCommand } from '../../base/sockets.ts'
import { ensureNamespace } from '../../kube/namespace.ts'
import { createPod, readPod } from '../../kube/pods.ts'
import type { Clause, Suite } from '../clause.ts'
import { eventually } from '../eventually.ts'
import { expectAll, expectThat } from '../expect-that.ts'
import { agentLabel, agentMaxPods, agentName, agentTaint, joinedAgent } from '../fixtures/agent.ts'
import { withoutJoined } from '../fixtures/agent-without-joined.ts'
import { threeServers } from '../fixtures/three-servers.ts'
import type { Lab } from '../lab.ts'

const agentDir = '/var/lib/rancher/k3s/agent'
const stateFile = `${agentDir}/etc/k3s-agent-load-balancer.json`
// "About 1 to 2 s" by the contract, and as much again for the looks and a busy machine.
const moveLimitMs = 4000

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const nodeOf = async (lab: Lab) => lab.kube((await joinedAgent(lab)).survivor).core.readNode({ name: agentName })

const clause = (each: Omit<Clause, 'needs'>): Clause => ({ needs: 'agents', ...each })

export const agents: Suite = {
  title: 'an agent',
  clauses: [
    clause({
      id: '4.4-join',
      promise: "an agent joins by a server's URL and the short token, and its Node is Ready",
      stated: 'k3s:pkg/agent/run.go',
      test: async lab => `Ready after ${seconds((await joinedAgent(lab)).readyMs)}`,
    }),
    clause({
      id: '2-agent-node-flags',
      promise: "an agent's label, taint, node-ip and kubelet-arg show in its Node",
      stated: 'k3s:pkg/cli/cmds/agent.go',
      async test(lab) {
        const { metadata, spec, status } = await nodeOf(lab)
        const { key, value, effect } = agentTaint
        const tainted = spec?.taints?.some(each => each.key === key && each.value === value && each.effect === effect)
        const address = status?.addresses?.find(({ type }) => type === 'InternalIP')?.address
        const { pods } = status?.capacity ?? {}
        const found = [metadata?.labels?.[agentLabel] === '1', tainted, address === (await joinedAgent(lab)).agent.ip]
        return expectThat(
          found.every(Boolean) && pods === String(agentMaxPods),
          `label and taint ${found[0] && tainted ? 'there' : 'missing'}, address ${address}, ${pods} pods`,
        )
      },
    }),
    clause({
      id: '3.2-agent-files',
      promise: "an agent holds the CAs, its own certificates and kubeconfigs, and no server's directory",
      stated: 'k3s:pkg/agent/config/config.go',
      async test(lab) {
        const { agent } = await joinedAgent(lab)
        const files = [
          ...['client-ca.crt', 'server-ca.crt', 'kubelet.kubeconfig', 'kubeproxy.kubeconfig'],
          ...['client-kubelet', 'serving-kubelet', 'client-kube-proxy', 'client-k3s-controller'].flatMap(name => [
            `${name}.crt`,
            `${name}.key`,
          ]),
        ]
        const found = await agent.shell(`ls ${agentDir}; [ -e ${agentDir}/../server/tls ] && echo server; true`)
        expectThat(!found.split('\n').includes('server'), 'it has server/tls')
        return expectAll(files, found.split('\n'), `all ${files.length}`)
      },
    }),
    clause({
      id: '3.3-agent-6444',
      promise: "an agent's load balancer listens at 6444, on 127.0.0.1 alone, and nobody at 6443",
      stated: 'k3s:pkg/cli/cmds/agent.go',
      async test(lab) {
        const listeners = listenersIn(await (await joinedAgent(lab)).agent.shell(socketsCommand))
        const [own, shared] = [addressesOn(listeners, 6444), addressesOn(listeners, 6443)]
        const seen = `6444: ${own.join(' and ') || 'nobody'}; 6443: ${shared.join(' and ') || 'nobody'}`
        return expectThat(own.join() === '127.0.0.1' && shared.length === 0, seen)
      },
    }),
    clause({
      id: '7-discovery',
      promise: `${stateFile.slice(stateFile.indexOf('agent/'))} holds the URL of --server and the addresses of all three servers`,
      stated: 'k3s:pkg/agent/loadbalancer/loadbalancer.go',
      async test(lab) {
        const { agent, joined } = await joinedAgent(lab)
        const { servers } = await threeServers(lab)
        return eventually(lab, 'three addresses', 30_000, async () => {
          const state = JSON.parse(await agent.read(stateFile)) as { ServerURL?: string; ServerAddresses?: string[] }
          const { ServerURL: url, ServerAddresses: found = [] } = state
          expectThat(url === `https://${joined.ip}:6443`, `ServerURL is ${url}`)
          return expectAll(
            servers.map(({ ip }) => `${ip}:6443`),
            found,
            `${url}: ${found.join(', ')}`,
          )
        })
      },
    }),
    clause({
      id: '4.4-pod',
      promise: 'a pod runs on an agent, and every server can give its log',
      derived: 'k3s:pkg/agent/tunnel/tunnel.go',
      fallback: 'not needed: no check reads the log of a pod',
      async test(lab) {
        const { servers } = await threeServers(lab)
        const { survivor } = await joinedAgent(lab)
        const kube = lab.kube(survivor)
        const pod = { name: 'on-agent', image: lab.subject.podImage.name, avoid: servers.map(({ name }) => name) }
        await ensureNamespace(kube)
        await createPod(kube, pod)
        await eventually(lab, 'the pod to run', 60_000, async () => {
          const { spec, status } = await readPod(kube, pod.name)
          return expectThat(status?.phase === 'Running', `${status?.phase} on ${spec?.nodeName}`)
        })
        const path = `/api/v1/namespaces/${kube.namespace}/pods/${pod.name}/log`
        const answers = await Promise.all(servers.map(server => server.get(path, lab.admin)))
        const seen = answers.map(({ status }, index) => `${servers[index]!.name} answers ${status}`).join(', ')
        return expectThat(
          answers.every(({ status }) => status === 200),
          seen,
        )
      },
    }),
    clause({
      id: '4.5-agent-password',
      promise: 'the hash of its node password lies in the Secret NAME.node-password.k3s, immutable',
      stated: 'k3s:pkg/nodepassword/validate.go',
      async test(lab) {
        const { core } = lab.kube((await joinedAgent(lab)).survivor)
        const name = `${agentName}.node-password.k3s`
        const { immutable, data } = await core.readNamespacedSecret({ namespace: 'kube-system', name })
        return expectThat(immutable === true && data?.hash !== undefined, `${name}${immutable ? ', immutable' : ''}`)
      },
    }),
    clause({
      id: '7-failover',
      promise: 'when the server dies that carries its connections, another one does, after about 1 to 2 s',
      derived: 'k3s:pkg/agent/loadbalancer/servers.go',
      fallback: "not needed: what an agent's failover takes is measured, and judged by the scenario's limits",
      async test(lab) {
        const { before, after, movedMs } = await withoutJoined(lab)
        return expectThat(movedMs <= moveLimitMs, `from ${before} to ${after} within ${seconds(movedMs)}`)
      },
    }),
    clause({
      id: '7-bypass',
      promise: 'with the server dead by which it joined, an agent renews its lease, and its Node stays Ready',
      derived: 'k3s:pkg/agent/loadbalancer/servers.go',
      fallback: 'not needed: a Node that is not Ready is judged, whatever the reason',
      async test(lab) {
        const { renewedMs, readiness } = await withoutJoined(lab)
        return expectThat(
          readiness.join() === 'True',
          `renewed twice in ${seconds(renewedMs)}, Ready=${readiness.join()}`,
        )
      },
    }),
    clause({
      id: '7-restart',
      promise: 'an agent restarts although its --server is dead: it knows the others from its file',
      derived: 'k3s:pkg/agent/loadbalancer/loadbalancer.go',
      fallback: 'not needed: the restart policy goes on starting an agent, and its rejoin is judged',
      test: async lab => `its lease is renewed ${seconds((await withoutJoined(lab)).restartMs)} after its start`,
    }),
  ],
}
