import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressesOf, subnetCandidates } from './addresses.ts'
import { unmetNeed } from './needs.ts'
import { parseTopology } from './parse-topology.ts'
import { extraArgsOf, upstreamsOf } from './select-nodes.ts'

const topology = parseTopology({}, 'test')

test('every field has a default', () => {
  expect(topology).toMatchInlineSnapshot(`
    {
      "datastore": "embedded-etcd",
      "distribution": "k3s",
      "extraArgs": [],
      "loadBalancer": {
        "kind": "nginx",
        "preset": "tuned",
      },
      "servers": 3,
      "timing": "fast",
    }
  `)
})

test.each([
  [{ servers: 0 }, 'topology.servers'],
  [{ servers: 2.5 }, 'topology.servers'],
  [{ datastore: 'oracle' }, 'topology.datastore'],
  [{ timing: 'slow' }, 'topology.timing'],
  [{ distribution: 'k8s' }, 'topology.distribution'],
  [{ image: '' }, 'topology.image'],
  [{ loadBalancer: { kind: 'f5' } }, 'topology.loadBalancer.kind'],
  [{ loadBalancer: { upstreams: ['node0'] } }, 'topology.loadBalancer.upstreams'],
  [{ extraArgs: [{ nodes: 'server:*', args: ['disable'] }] }, 'topology.extraArgs.0.args'],
  [{ server: 3 }, 'Unrecognized key'],
])('%j is refused by name', (input, words) => {
  expect(() => parseTopology(input, 'file.yaml')).toThrow(words)
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

test('all servers are upstreams unless some are named', () => {
  expect(upstreamsOf(topology)).toEqual(['server:0', 'server:1', 'server:2'])
  expect(upstreamsOf(parseTopology({ loadBalancer: { upstreams: ['server:0'] } }, 'test'))).toEqual(['server:0'])
})
