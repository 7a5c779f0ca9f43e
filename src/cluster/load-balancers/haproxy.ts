import { distributionOf } from '../../distributions/distribution-of.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import { readinessCheck } from '../../topology/haproxy-check.ts'
import { fileName } from '../../topology/node-id.ts'
import type { Topology } from '../../topology/topology.ts'
import { haproxyLogFormat, parseHaproxyLog, parseUpstreamChange } from './haproxy-log.ts'
import type { LoadBalancer } from './load-balancer.ts'

type HaproxyPreset = Topology['loadBalancer']['preset']

const directory = '/usr/local/etc/haproxy'
/** The identity that checks show, key and certificate in one file, and the authority that they ask servers for. */
export const checkerFiles = { identity: `${directory}/checker.pem`, authority: `${directory}/servers-ca.crt` }

const { intervalMs, suspiciousMs, fall, rise } = readinessCheck

interface Preset {
  limits: string[]
  retries: string[]
  /** How servers are checked, once there is an identity to check them with. */
  checks: string[]
}

const readiness = (path: string): Preset => ({
  limits: ['timeout connect 100ms', 'timeout client 10m', 'timeout server 10m'],
  retries: ['retries 2', 'option redispatch 1'],
  checks: [
    `option httpchk GET ${path}`,
    'http-check expect status 200',
    // Without 'timeout check' the interval is the limit of a whole check. With it the connect limit would be that of its
    // TLS handshake, which a busy server does not keep: it would be taken out, and its load go to the others.
    `default-server check inter ${intervalMs}ms fastinter ${suspiciousMs}ms downinter ${intervalMs}ms fall ${fall} rise ${rise}`,
    `default-server check-ssl verify required ca-file ${checkerFiles.authority} crt ${checkerFiles.identity}`,
    'default-server on-marked-down shutdown-sessions',
  ],
})

/** Each preset's words, as they stand in the file. */
const presets: Record<HaproxyPreset, Preset> = {
  // The file of the best-known documentation, over the limits of Debian's own haproxy.cfg (docs/load-balancers.md).
  plain: {
    limits: ['timeout connect 5000', 'timeout client 50000', 'timeout server 50000'],
    retries: [],
    checks: ['option tcp-check', 'default-server check inter 10s downinter 5s'],
  },
  // A server whose etcd elects can still answer reads, and so can the others: its check must not ask etcd.
  tuned: readiness('/readyz?exclude=etcd&exclude=etcd-readiness'),
  // Every server asks etcd, and etcd is one: while it elects, all of them are out.
  ready: readiness('/readyz'),
}

/** Where HAProxy reads its configuration, in our image and in the official one. */
export const haproxyConfigPath = `${directory}/haproxy.cfg`

/**
 * haproxy.cfg of a TCP balancer over these servers, on the port where they serve: TLS passes through, so that client certificates arrive.
 * @param withChecks false while there is no identity yet that a check could show
 */
export function haproxyConfig(
  preset: HaproxyPreset,
  servers: readonly NodeAddress[],
  apiPort: number,
  withChecks = true,
): string {
  const { limits, retries, checks } = presets[preset]
  const lines = (words: readonly string[]) => words.map(word => `  ${word}\n`).join('')
  const upstreams = servers.map(({ id, ip }) => `server ${fileName(id)} ${ip}:${apiPort}`)
  return `global
  log stdout format raw local0
  user haproxy
  group haproxy
defaults
  mode tcp
  log global
  ${haproxyLogFormat}
${lines(limits)}listen api
  bind :${apiPort}
  balance roundrobin
${lines([...retries, ...(withChecks ? checks : []), ...upstreams])}`
}

/** HAProxy as a TCP balancer; its checks are active, and of all presets but `plain` they ask the API itself. */
export const haproxy: LoadBalancer = {
  image: 'haproxy',
  configPath: haproxyConfigPath,
  needsIdentity: ({ loadBalancer: { preset } }) => preset !== 'plain',
  config: (topology, upstreams, withChecks) =>
    haproxyConfig(topology.loadBalancer.preset, upstreams, distributionOf(topology).ports.api, withChecks),
  examine: path => ['haproxy', '-c', '-f', path],
  // Its first process reads the file anew and starts another worker; the old one ends with its last connection.
  reload: ['sh', '-c', `haproxy -c -q -f ${haproxyConfigPath} && kill -USR2 1`],
  sessionOf: parseHaproxyLog,
  changeOf: parseUpstreamChange,
}
