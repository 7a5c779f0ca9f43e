import type { Topology } from '../../topology/topology.ts'
import { parseAccessLog } from './access-log.ts'
import type { LoadBalancer } from './load-balancer.ts'

/** Where the balancer listens, on the cluster's network and inside its container. */
export const apiPort = 6443

type NginxPreset = Exclude<Topology['loadBalancer']['preset'], 'ready'>

/**
 * Our own log line, one JSON object a connection, written when it ends.
 * With retries nginx lists addresses and times separated by commas, in the order it tried them.
 */
const logFormat = `log_format holdfast escape=json '{"atMs":"$msec","client":"$remote_addr","port":"$remote_port","upstream":"$upstream_addr","status":"$status","connect":"$upstream_connect_time","session":"$session_time"}';`

// tuned: a dead server costs a new connection 100 ms once, because all workers share what one of them learnt (zone).
export const presets: Record<NginxPreset, { zone: string; server: string; limits: string[] }> = {
  plain: { zone: '', server: '', limits: [] },
  tuned: {
    zone: '    zone servers 64k;\n',
    server: ' max_fails=1 fail_timeout=2s',
    limits: ['proxy_connect_timeout 100ms;', 'proxy_timeout 10m;', 'proxy_socket_keepalive on;'],
  },
}

/** nginx.conf of a TCP balancer over these addresses: TLS passes through, so that client certificates arrive. */
export function nginxConfig(preset: NginxPreset, upstreams: readonly string[]): string {
  const { zone, server, limits } = presets[preset]
  const servers = upstreams.map(address => `    server ${address}:${apiPort}${server};\n`).join('')
  return `include /etc/nginx/modules-enabled/*.conf;
error_log stderr warn;
pid /run/nginx.pid;
events { worker_connections 8192; }
stream {
  ${logFormat}
  access_log /dev/stdout holdfast;
  upstream servers {
${zone}${servers}  }
  server {
    listen ${apiPort};
    proxy_pass servers;
${limits.map(limit => `    ${limit}\n`).join('')}  }
}
`
}

/** nginx as a TCP balancer; its checks are passive, of connections that clients open. */
export const nginx: LoadBalancer = {
  image: 'nginx',
  configPath: '/etc/nginx/nginx.conf',
  config: ({ loadBalancer: { preset } }, upstreams) =>
    nginxConfig(
      preset === 'ready' ? 'tuned' : preset,
      upstreams.map(({ ip }) => ip),
    ),
  needsIdentity: () => false,
  examine: path => ['nginx', '-t', '-c', path],
  reload: ['nginx', '-s', 'reload'],
  sessionOf: parseAccessLog,
  changeOf: () => undefined,
}
