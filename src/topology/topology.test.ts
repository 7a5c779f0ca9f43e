import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressesOf, subnetCandidates } from './addresses.ts'
import { unmetNeed } from './needs.ts'
import { parseTopology } from './parse-topology.ts'
import { extraArgsOf, taintsOf, upstreamsOf, workloadIds } from './select-nodes.ts'

const topology = parseTopology({}, 'test')

test('every field has a default', () => {
  expect(topology).toMatchInlineSnapshot(`
    {
      "addOns": {
        "coredns": 0,
        "metricsServer": false,
      },
      "agents": 0,
      "agentsJoin": "load-balancer",
      "datastore": "embedded-etcd",
      "distribution": "k3s",
      "extraArgs": [],
      "labels": [],
      "loadBalancer": {
        "kind": "nginx",
        "preset": "tuned",
        "tlsSan": true,
      },
      "servers": 3,
      "taints": [],
      "timing": "fast",
      "workloadsOnServers": true,
    }
  `)
})

test.each([
  [{ servers: 0 }, 'servers: 0 is not allowed, write a whole number from 1 to 7'],
  [{ servers: 2.5 }, 'servers: 2.5 is not allowed, write a whole number from 1 to 7'],
  [{ datastore: 'oracle' }, 'datastore: "oracle" is not allowed, write \'embedded-etcd\''],
  [{ timing: 'slow' }, "timing: \"slow\" is not allowed, write 'default' or 'fast'"],
  [{ distribution: 'k8s' }, 'distribution: "k8s" is not allowed, write \'k3s\''],
  [{ image: 'a:1', images: { node: 'b:1' } }, "images.node: b:1 is not a:1, which 'image' names"],
  [{ images: { workload: 'a@sha256:00' } }, 'images.workload: nodes are given it as an archive, which holds no digest'],
  [{ images: { haproxy: 'a b' } }, 'images.haproxy: "a b" is not allowed, write an image reference'],
  [{ images: { balancer: 'a:1' } }, "images: there is no field 'balancer'"],
  [{ image: 'a/b:1 --x' }, 'image: "a/b:1 --x" is not allowed, write an image reference'],
  [{ image: '' }, 'image: "" is not allowed, write an image reference'],
  [{ loadBalancer: 'f5' }, 'loadBalancer: "f5" is not allowed, write fields, for example { preset: plain }'],
  [{ loadBalancer: { kind: 'f5' } }, 'loadBalancer.kind: "f5" is not allowed, write \'nginx\''],
  [{ loadBalancer: { preset: 'f' } }, "loadBalancer.preset: \"f\" is not allowed, write 'tuned' or 'plain'"],
  [{ loadBalancer: { upstreams: [] } }, 'loadBalancer.upstreams: [] is not allowed, name at least one server'],
  [
    { loadBalancer: { upstreams: ['a'] } },
    'loadBalancer.upstreams.0: "a" is not allowed, write for example \'server:0\'',
  ],
  [
    { loadBalancer: { upstreams: ['server:3'] } },
    'loadBalancer.upstreams.0: there is no server:3, the last one is server:2',
  ],
  [{ extraArgs: {} }, 'extraArgs: {} is not allowed, write a list of { nodes, args }'],
  [
    { extraArgs: [{ nodes: 'lb:0', args: ['--a'] }] },
    "extraArgs.0.nodes: \"lb:0\" is not allowed, write 'server:*', 'agent:*' or for example 'server:0'",
  ],
  [
    { extraArgs: [{ nodes: 'server:9', args: ['--a'] }] },
    'extraArgs.0.nodes: there is no server:9, the last one is server:2',
  ],
  [{ extraArgs: [{ nodes: 'server:*' }] }, "extraArgs.0.args is missing: write a list of flags that begin with '--'"],
  [
    { extraArgs: [{ nodes: 'server:*', args: ['a'] }] },
    'extraArgs.0.args.0: "a" is not allowed, write a list of flags that begin with \'--\'',
  ],
  [
    { extraArgs: [{ nodes: 'server:*', args: ['--v=2', '--token abc'] }] },
    "extraArgs.0.args.1: a space cannot be in a flag's name: write '--flag=value'",
  ],
  [
    { extraArgs: [{ nodes: 'agent:*', args: ['--kubelet-arg\tv=4'] }], agents: 1 },
    "extraArgs.0.args.0: a space cannot be in a flag's name: write '--flag=value'",
  ],
  [
    { labels: [{ nodes: 'agent:*', labels: ['disk=ssd'] }] },
    'labels.0.nodes: there is no agent:*, there are no agents',
  ],
  [
    { agents: 1, labels: [{ nodes: 'agent:1', labels: ['disk=ssd'] }] },
    'labels.0.nodes: there is no agent:1, the last one is agent:0',
  ],
  [
    { labels: [{ nodes: 'server:*', labels: ['ssd'] }] },
    'labels.0.labels.0: "ssd" is not allowed, write a list such as [\'disk=ssd\']',
  ],
  [
    { labels: [{ nodes: 'server:*', labels: ['node-role.kubernetes.io/db=true'] }] },
    "labels.0.labels.0: a kubelet refuses to set a label of Kubernetes' own on its Node",
  ],
  [
    { taints: [{ nodes: 'server:*', taints: ['a=b'] }] },
    'taints.0.taints.0: "a=b" is not allowed, write a list such as [\'dedicated=db:NoSchedule\']',
  ],
  [
    { workloadsOnServers: false },
    "workloadsOnServers: false leaves no node for workloads, as there are no agents: write 'agents: 1'",
  ],
  [
    { taints: [{ nodes: 'server:*', taints: ['a=b:NoSchedule'] }] },
    'taints: every node has one that keeps workloads away: leave at least one without',
  ],
])('%j is refused in one sentence', (input, sentence) => {
  expect(() => parseTopology(input, 'file.yaml')).toThrow(`file.yaml: topology.${sentence}`)
})

test('a field that does not exist is refused by name', () => {
  expect(() => parseTopology({ server: 3 }, 'file.yaml')).toThrow("file.yaml: topology: there is no field 'server'")
})

test('no two nodes share an address or a MAC, in any subnet and size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.constantFrom(...subnetCandidates), (servers, subnet) => {
      const nodes = addressesOf({ ...topology, servers }, subnet)
      expect(new Set(nodes.map(({ ip }) => ip)).size).toBe(nodes.length)
      expect(new Set(nodes.map(({ mac }) => mac)).size).toBe(nodes.length)
      expect(nodes.map(({ id }) => id)).toContain('client:0')
    }),
  )
})

test('needs say why a topology does not carry the story', () => {
  expect(unmetNeed({ servers: '>=3' }, topology)).toBeUndefined()
  expect(unmetNeed({ servers: '>=5' }, topology)).toBe('it needs servers >=5, the topology has 3')
  expect(unmetNeed({ datastore: 'postgres' }, topology)).toBe(
    'it needs datastore postgres, the topology has embedded-etcd',
  )
})

test('extra arguments go to the nodes that their filter names', () => {
  const extra = parseTopology(
    {
      extraArgs: [
        { nodes: 'server:*', args: ['--a'] },
        { nodes: 'server:1', args: ['--b'] },
      ],
    },
    'test',
  )
  expect(extraArgsOf(extra, 'server:0')).toEqual(['--a'])
  expect(extraArgsOf(extra, 'server:1')).toEqual(['--a', '--b'])
})

test.each([
  '--token=abc',
  '--agent-token=abc',
  '--etcd-s3-secret-key=abc',
  '--datastore-endpoint=mysql://k3s:abc@tcp(db)/k3s',
])('an argument with a secret is refused: %s', argument => {
  const input = { extraArgs: [{ nodes: 'server:*', args: [argument] }] }
  expect(() => parseTopology(input, 'file.yaml')).toThrow('topology.extraArgs.0.args.0: a secret in an argument')
})

test('arguments that only sound like a secret pass', () => {
  const args = ['--token-file=/a', '--kube-apiserver-arg=enable-bootstrap-token-auth=true', '--tls-san=a.example']
  expect(parseTopology({ extraArgs: [{ nodes: 'server:*', args }] }, 'test').extraArgs[0]?.args).toEqual(args)
})

test('an argument may have spaces in its value', () => {
  const args = ['--kube-apiserver-arg=audit-webhook-mode=a b', '--node-label=a=b']
  expect(parseTopology({ extraArgs: [{ nodes: 'server:*', args }] }, 'test').extraArgs[0]?.args).toEqual(args)
})

test('all servers are upstreams unless some are named', () => {
  expect(upstreamsOf(topology)).toEqual(['server:0', 'server:1', 'server:2'])
  expect(upstreamsOf(parseTopology({ loadBalancer: { upstreams: ['server:0'] } }, 'test'))).toEqual(['server:0'])
})

test('workloads run where no taint keeps them away', () => {
  const taints = [{ nodes: 'agent:1', taints: ['dedicated=db:NoSchedule', 'soft=1:PreferNoSchedule'] }]
  const mixed = parseTopology({ servers: 1, agents: 2, taints }, 'test')
  expect(workloadIds(mixed)).toEqual(['server:0', 'agent:0'])
  expect(taintsOf(mixed, 'agent:1')).toEqual(['dedicated=db:NoSchedule', 'soft=1:PreferNoSchedule'])
  const apart = parseTopology({ servers: 1, agents: 1, workloadsOnServers: false }, 'test')
  expect(workloadIds(apart)).toEqual(['agent:0'])
  expect(taintsOf(apart, 'server:0')).toEqual(['CriticalAddonsOnly=true:NoExecute'])
})
