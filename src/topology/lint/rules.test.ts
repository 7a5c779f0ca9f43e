import fc from 'fast-check'
import { expect, test } from 'vitest'
import { haproxy, nginx, planned, servers, sound } from './__fixtures__/plans.ts'
import { lint, obstacles } from './lint.ts'
import type { Plan } from './plan.ts'
import { type RuleName, ruleNames } from './rules.ts'

const gigabyte = 1e9
const args = (...each: string[][]) => ({
  serverArgs: each.map((args, index) => ({ server: `server:${index}`, args })),
})
const image = (role: string, version: string) => ({ role, reference: `${role}:${version}`, version })

/** For each rule plans that it must say something of, and plans that it must not. */
const planted: Record<RuleName, { red: Plan[]; green: Plan[] }> = {
  'failures-tolerated': { red: [planned({})], green: [{}] },
  'unequal-critical-flags': {
    red: [
      planned(args(['--cluster-cidr=10.1.0.0/16'], [])),
      planned(args([], ['--secrets-encryption'])),
      planned(args(['--disable=traefik,servicelb'], ['--disable=traefik'])),
      planned(args(['--cluster-dns=10.43.0.10', '--cluster-dns=10.43.0.11'], ['--cluster-dns=10.43.0.10'])),
      planned(args(['--flannel-backend=none', '--flannel-backend=vxlan'], ['--flannel-backend=none'])),
      planned(args(['--service-cidr=10.1.0.0/16'], ['--service-cidr=10.1.0.0/16', '--cluster-dns=10.43.0.10'])),
      planned(args(['--secrets-encryption=1'], ['--secrets-encryption=f'])),
    ],
    green: [
      planned(args(['--cluster-cidr=10.1.0.0/16'], ['--cluster-cidr=10.1.0.0/16'])),
      planned(args(['--secrets-encryption'], ['--secrets-encryption=true'])),
      planned(args(['--secrets-encryption'], ['--secrets-encryption=1'], ['--secrets-encryption=T'])),
      planned(args(['--disable-network-policy=0', '--secrets-encryption=false'], [])),
      planned(args(['--cluster-cidr=10.42.0.0/16', '--service-cidr=10.43.0.0/16', '--flannel-backend=vxlan'], [])),
      planned(args(['--egress-selector-mode=agent', '--cluster-domain=cluster.local'], [])),
      planned(args(['--cluster-dns=10.43.0.10'], [])),
      planned(args(['--service-cidr=10.1.0.0/16', '--cluster-dns=10.1.0.10'], ['--service-cidr=10.1.0.0/16'])),
      planned(
        args(
          ['--service-cidr=10.43.0.0/16,2001:db8::/112'],
          ['--service-cidr=10.43.0.0/16', '--service-cidr=2001:db8::/112', '--cluster-dns=10.43.0.10,2001:db8::a'],
        ),
      ),
      planned(args(['--flannel-backend=none', '--flannel-backend=vxlan'], [])),
      planned(args(['--disable=traefik'], [])),
      planned(args(['--kube-apiserver-arg=v=4'], [])),
      planned(args(['--cluster-dns=10.43.0.10', '--cluster-dns=10.43.0.11'], ['--cluster-dns=10.43.0.10,10.43.0.11'])),
    ],
  },
  'version-skew': {
    red: [
      { images: [image('node', 'v1.34.11+k3s1'), image('agent', 'v1.35.1')] },
      { images: [image('node', 'v1.36.0'), image('agent', 'v1.32.9')] },
      { images: [image('server:0', 'v1.36.0'), image('server:1', 'v1.34.9')] },
    ],
    green: [
      { images: [image('node', 'v1.36.0'), image('agent', 'v1.33.9')] },
      { images: [image('server:0', 'v1.36.0'), image('server:1', 'v1.35.9')] },
      { images: [image('node', 'v1.34.11'), image('client', 'v24.0.0')] },
    ],
  },
  'image-not-available': {
    red: [{ images: [{ role: 'node', reference: 'a:1', obstacle: 'no registry answers' }] }],
    green: [{ images: [{ role: 'node', reference: 'a:1' }] }],
  },
  'no-tls-san': {
    red: [planned({ tlsSan: false })],
    green: [planned({}), planned({ tlsSan: false, balancers: 0 })],
  },
  'memory-too-small': {
    red: [
      { ...planned({}), host: { cores: 8, memoryBytes: gigabyte } },
      { ...planned({}), host: { cores: 8, memoryBytes: 3 * gigabyte } },
    ],
    green: [{ ...planned({}), host: { cores: 8, memoryBytes: 4 * gigabyte } }],
  },
  'cores-too-few': {
    red: [{ ...planned({ servers: 5 }), host: { cores: 2, memoryBytes: 64 * gigabyte } }],
    green: [{ ...planned({}), host: { cores: 2, memoryBytes: 64 * gigabyte } }],
  },
  'two-servers': {
    red: [servers(2)],
    green: [planned({}), planned({ servers: 2, datastore: 'postgres' })],
  },
  'even-etcd-members': {
    red: [servers(4), servers(6)],
    green: [planned({}), servers(2), planned({ servers: 4, members: 0, datastore: 'mysql' })],
  },
  'single-server': { red: [planned({ servers: 1 })], green: [planned({})] },
  'single-datastore-instance': {
    red: [planned({ datastore: 'postgres' }), planned({ datastore: 'mysql' })],
    green: [planned({}), planned({ datastore: 'external-etcd' })],
  },
  'single-load-balancer': {
    red: [planned({ balancers: 1 })],
    green: [planned({ balancers: 2 }), planned({ balancers: 0 })],
  },
  'no-load-balancer': {
    red: [planned({ balancers: 0 })],
    green: [planned({}), planned({ balancers: 0, servers: 1 })],
  },
  'upstreams-left-out': {
    red: [planned({ upstreams: ['server:0'] })],
    green: [planned({}), planned({ upstreams: [], balancers: 0 })],
  },
  'no-connect-limit': {
    red: [nginx(), haproxy({ limit: '' })],
    green: [nginx({ listener: 'proxy_connect_timeout 1s;' }), haproxy()],
  },
  'long-connect-limit': {
    red: [nginx({ listener: 'proxy_connect_timeout 2;' }), haproxy({ limit: 'timeout connect 5s' })],
    green: [nginx({ listener: 'proxy_connect_timeout 250ms;' }), haproxy(), nginx()],
  },
  'no-active-check': {
    red: [nginx(), haproxy({ server: '' })],
    green: [nginx({ listener: 'health_check;' }), haproxy()],
  },
  'tcp-check-only': {
    red: [haproxy({ check: '' }), nginx({ listener: 'health_check;' })],
    green: [haproxy(), nginx()],
  },
  'slow-check': {
    red: [haproxy({ server: 'check inter 10s' }), haproxy({ server: 'check inter 5s fall 2' })],
    green: [haproxy(), haproxy({ server: 'check' }), nginx()],
  },
  'readyz-includes-etcd': {
    red: ['/readyz', '/healthz', '/livez', '/readyz?exclude=etcd', '/readyz?verbose'].map(path =>
      haproxy({ check: `GET ${path}` }),
    ),
    green: [haproxy(), haproxy({ check: 'GET /livez?exclude=etcd' }), haproxy({ check: 'GET /ping' }), nginx()],
  },
  'anonymous-check': {
    red: [haproxy({ server: 'check check-ssl' })],
    green: [
      haproxy(),
      haproxy({ server: 'check', check: '' }),
      haproxy({ server: 'check check-ssl', options: 'http-check expect status 401' }),
    ],
  },
  'no-second-try': {
    red: [haproxy({ options: '' }), nginx({ listener: 'proxy_next_upstream off;' })],
    green: [haproxy(), nginx(), nginx({ listener: 'proxy_next_upstream off;', servers: ['10.0.0.1:6443'] })],
  },
  'workers-apart': {
    red: [nginx({ top: 'worker_processes auto;' })],
    green: [nginx(), nginx({ top: 'worker_processes auto;', upstream: 'zone z 64k;' }), haproxy()],
  },
  'upstream-names': {
    red: [nginx({ servers: ['server-0:6443', '10.0.0.2:6443'] })],
    green: [nginx(), nginx({ servers: ['server-0:6443 resolve'] }), nginx({ servers: ['[fd00::1]:6443'] })],
  },
  'single-coredns': { red: [planned({ coredns: 1 })], green: [planned({}), planned({ coredns: 0 })] },
}

const cases = ruleNames.flatMap(rule => [
  ...planted[rule].red.map(plan => ({ rule, plan, sees: true })),
  ...planted[rule].green.map(plan => ({ rule, plan, sees: false })),
])

test.each(cases)('$rule, sees: $sees ($#)', ({ rule, plan, sees }) => {
  const found = lint(plan).filter(finding => finding.rule === rule)
  expect(found.length > 0).toBe(sees)
  for (const { found: words, subject, why, source, advice } of found) {
    for (const text of [words, subject, why, source, advice]) expect(text.trim()).not.toBe('')
    expect(words).not.toMatch(/undefined|NaN/)
  }
})

test('nothing but the tolerance is told of a sound plan', () => {
  const plan = { ...planned({}), ...haproxy(), host: { cores: 8, memoryBytes: 64 * gigabyte } }
  expect(new Set(lint(plan).map(({ rule }) => rule))).toEqual(new Set(['failures-tolerated']))
})

test.each([
  [{}, ['1 of 3 may fail', '1 of 3 may fail', '1 of 2 may fail', '1 of 2 may fail']],
  [{ servers: 5, members: 5 }, ['2 of 5 may fail', '2 of 5 may fail', '1 of 2 may fail', '1 of 2 may fail']],
  [
    { datastore: 'external-etcd' as const, balancers: 1, coredns: 1 },
    ['2 of 3 may fail', '1 of 3 may fail', 'none of 1 may fail', 'none of 1 may fail'],
  ],
  [
    { datastore: 'postgres' as const, members: 0, balancers: 0, coredns: 0 },
    ['2 of 3 may fail', 'none of 1 may fail', 'none: clients know server 0 alone', 'none: the cluster has no DNS'],
  ],
])('how many may fail of %j', (fields, told) => {
  const found = lint(planned(fields)).filter(({ rule }) => rule === 'failures-tolerated')
  expect(found.map(({ found }) => found)).toEqual(told)
})

test('of embedded etcd a majority is always left', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), count => {
      const told = lint(servers(count)).find(
        ({ rule, subject }) => rule === 'failures-tolerated' && subject === 'servers',
      )
      const lost = Number.parseInt(told!.found, 10) || 0
      expect(count - lost).toBeGreaterThan(count / 2)
      expect(count - lost - 1).toBeLessThanOrEqual(count / 2)
    }),
  )
})

test('servers with the same arguments never differ, whatever these are', () => {
  const flag = fc.constantFrom(
    '--cluster-cidr=a',
    '--disable=servicelb',
    '--flannel-backend=none',
    '--embedded-registry',
  )
  fc.assert(
    fc.property(fc.array(flag), each => {
      const equal = planned(args(each, each, each))
      expect(lint(equal).filter(({ rule }) => rule === 'unequal-critical-flags')).toEqual([])
    }),
  )
})

test('an error stops a run, unless it is allowed; a warning never does', () => {
  const plan = { topology: { ...sound, tlsSan: false, balancers: 1 } }
  expect(obstacles(lint(plan)).map(({ rule }) => rule)).toEqual(['no-tls-san'])
  expect(obstacles(lint(plan, ['no-tls-san']))).toEqual([])
  expect(lint(plan, ['no-tls-san'])[0]).toMatchObject({ rule: 'no-tls-san', severity: 'error', allowed: true })
})

test('less memory than the servers measured is an error, less than k3s states a warning', () => {
  const severity = (memoryBytes: number) =>
    lint({ ...planned({}), host: { cores: 8, memoryBytes } }).find(({ rule }) => rule === 'memory-too-small')?.severity
  expect([severity(1e9), severity(2e9), severity(8e9)]).toEqual(['error', 'warning', undefined])
})

test('errors come first, what is always told last', () => {
  const severities = lint({ topology: { ...sound, tlsSan: false, servers: 4, members: 4 } }).map(
    ({ severity }) => severity,
  )
  expect(severities).toEqual(['error', 'warning', 'warning', 'info', 'info', 'info', 'info'])
})
