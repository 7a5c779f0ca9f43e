import fc from 'fast-check'
import { expect, test } from 'vitest'
import { k3dNginx, k3sHaproxy, k3sNginx, kubeadmHaproxy } from './__fixtures__/tutorial-files.ts'
import { readBalancerFile } from './read-balancer-file.ts'

const poolOf = (text: string) => {
  const { kind, pools } = readBalancerFile(text, 'file')
  expect(pools).toHaveLength(1)
  const { servers, line: _, ...pool } = pools[0]!
  return { kind, ...pool, hosts: servers.map(({ host, port }) => `${host} ${port}`) }
}

test("k3s' nginx: nothing is set", () => {
  expect(poolOf(k3sNginx)).toEqual({
    kind: 'nginx',
    name: 'k3s_servers',
    check: { kind: 'none' },
    sharesState: true,
    retriesElsewhere: true,
    hosts: ['10.10.10.50 6443', '10.10.10.51 6443', '10.10.10.52 6443'],
  })
})

test("k3d's nginx: names, workers that do not tell each other, 2 s to connect", () => {
  expect(poolOf(k3dNginx)).toMatchObject({
    connectLimitMs: 2000,
    sharesState: false,
    hosts: ['k3d-demo-server-0 6443', 'k3d-demo-server-1 6443', 'k3d-demo-server-2 6443'],
  })
})

test("k3s' HAProxy: a TCP check every 10 s, no limit, no second try", () => {
  expect(poolOf(k3sHaproxy)).toMatchObject({
    kind: 'haproxy',
    name: 'k3s-backend',
    check: { kind: 'tcp', intervalMs: 10_000, fall: 3 },
    retriesElsewhere: false,
  })
  expect(poolOf(k3sHaproxy)).not.toHaveProperty('connectLimitMs')
})

test("kubeadm's HAProxy: what `defaults` set holds in the backend; /healthz without a certificate", () => {
  expect(poolOf(kubeadmHaproxy)).toMatchObject({
    connectLimitMs: 5000,
    check: { kind: 'http', path: '/healthz', certificate: false, intervalMs: 2000, fall: 3 },
    retriesElsewhere: true,
  })
})

const nginx = (inside: string, upstream = 'server a:6443;') =>
  `stream { upstream u { ${upstream} } server { listen 1; proxy_pass u; ${inside} } }`
const haproxy = (...lines: string[]) => ['backend b', ...lines].join('\n')

test.each([
  ['seconds are what nginx means', nginx('proxy_connect_timeout 3;'), { connectLimitMs: 3000 }],
  ['milliseconds', nginx('proxy_connect_timeout 100ms;'), { connectLimitMs: 100 }],
  ['parts add up', nginx('proxy_connect_timeout 1m30s;'), { connectLimitMs: 90_000 }],
  [
    'a listener wins over the stream',
    `${nginx('proxy_connect_timeout 1s;').slice(0, -1)} proxy_connect_timeout 9s; }`,
    { connectLimitMs: 1000 },
  ],
  ['the stream is for all', `${nginx('').slice(0, -1)} proxy_connect_timeout 9s; }`, { connectLimitMs: 9000 }],
  ['a comment sets nothing', nginx('# proxy_connect_timeout 1s;\n'), { name: 'u' }],
  ['quotes hold signs', nginx('proxy_ssl_name "a;{}";'), { name: 'u' }],
  ['a zone shares', `worker_processes auto; ${nginx('', 'zone z 64k; server a:6443;')}`, { sharesState: true }],
  ['no second try', nginx('proxy_next_upstream off;'), { retriesElsewhere: false }],
  [
    'one server without an upstream',
    'stream { server { listen 1; proxy_pass 10.0.0.1:6443; } }',
    { name: '10.0.0.1:6443' },
  ],
  [
    'the commercial check',
    nginx('health_check interval=2s fails=3;'),
    { check: { kind: 'tcp', intervalMs: 2000, fall: 3 } },
  ],
  ['HAProxy means milliseconds', haproxy('timeout connect 250', 'server a 10.0.0.1:6443'), { connectLimitMs: 250 }],
  ['one unchecked server is enough', haproxy('server a a:6443 check', 'server b b:6443'), { check: { kind: 'none' } }],
  [
    'the default server checks',
    haproxy('default-server check inter 1s fall 2', 'server a a:6443'),
    { check: { kind: 'tcp', intervalMs: 1000, fall: 2 } },
  ],
  [
    'a path on the option',
    haproxy('option httpchk GET /readyz?exclude=etcd', 'server a a:6443 check crt /c.pem'),
    {
      check: {
        kind: 'http',
        path: '/readyz?exclude=etcd',
        certificate: true,
        acceptsRefusal: false,
        intervalMs: 2000,
        fall: 3,
      },
    },
  ],
  [
    'an option taken back',
    haproxy('option redispatch', 'no option redispatch', 'server a a:6443'),
    { retriesElsewhere: false },
  ],
])('%s', (_what, text, expected) => {
  expect(poolOf(text)).toMatchObject(expected)
})

test('pools for other ports are left out', () => {
  const text = haproxy('server a a:80', 'backend api', 'server a a:6443', 'listen stats', 'bind :1936')
  expect(poolOf(text).name).toBe('api')
})

test('placeholders are addresses', () => {
  const text = nginx('', 'server {{server:0}}:6443; server {{ server:1 }}:6443;')
  expect(poolOf(text).hosts).toEqual(['192.0.2.10 6443', '192.0.2.11 6443'])
})

test('a later `defaults` replaces an earlier one', () => {
  const text = ['defaults', 'timeout connect 5s', 'defaults', 'mode tcp', haproxy('server a a:6443')].join('\n')
  expect(poolOf(text)).not.toHaveProperty('connectLimitMs')
})

test.each([
  ['stream { upstream u {', "file, line 1: this '{' is never closed"],
  ['events {}\n}', "file, line 2: a '}' closes nothing"],
  ['events {}\nuser root', "file, line 2: 'user' lacks its ';'"],
  ['http { server { listen 80; } }', "file: no server of a 'stream' block passes connections on"],
  ['balance roundrobin\nbackend b\n', "file, line 1: 'balance' stands before any section"],
  ['defaults\n mode tcp\n', 'file: no backend has a server'],
  ['servers: 3\n', "file is no load balancer's file that Holdfast can read"],
])('%j is refused in one sentence', (text, sentence) => {
  expect(() => readBalancerFile(text, 'file')).toThrow(sentence)
})

test('any number of servers is found, each on its line', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.constantFrom('nginx', 'haproxy'), (count, kind) => {
      const hosts = Array.from({ length: count }, (_, index) => `10.0.0.${index + 1}`)
      const text =
        kind === 'nginx'
          ? `stream {\nserver { listen 1; proxy_pass u; }\nupstream u {\n${hosts.map(host => `server ${host}:6443;\n`).join('')}}}`
          : haproxy('mode tcp', '# API', ...hosts.map(host => `server s ${host}:6443 check`))
      const { servers } = readBalancerFile(text, 'file').pools[0]!
      expect(servers.map(({ host }) => host)).toEqual(hosts)
      expect(servers.map(({ line }) => line)).toEqual(hosts.map((_, index) => index + 4))
    }),
  )
})
