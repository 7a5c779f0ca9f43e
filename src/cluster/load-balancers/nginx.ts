import { distributionOf } from '../../distributions/distribution-of.ts'
import type { Topology } from '../../topology/topology.ts'
import { parseAccessLog } from './access-log.ts'
import type { LoadBalancer } from './load-balancer.ts'

type NginxPreset = Exclude<Topology['loadBalancer']['preset'], 'ready'>

/**
 * Our own log line, one JSON object a connection, written when it ends.
 * With retries nginx lists addresses and times separated by commas, in the order it tried them.
 */
const logFormat = `log_format holdfast escape=json '{"atMs":"$msec","client":"$remote_addr","port":"$remote_port","upstream":"$upstream_addr","status":"$status","connect":"$upstream_connect_time","session":"$session_time"}';`

const streamModule = '/usr/lib/nginx/modules/ngx_stream_module.so'

// tuned: a dead server costs a new connection 100 ms once, because all workers share what one of them learnt (zone).
export const presets: Record<NginxPreset, { zone: string; server: string; limits: string[] }> = {
  plain: { zone: '', server: '', limits: [] },
  tuned: {
    zone: '    zone servers 64k;\n',
    server: ' max_fails=1 fail_timeout=2s',
    limits: ['proxy_connect_timeout 100ms;', 'proxy_timeout 10m;', 'proxy_socket_keepalive on;'],
  },
}

/** nginx.conf of a TCP balancer over these addresses, on the port where they serve: TLS passes through, so that client certificates arrive. */
export function nginxConfig(preset: NginxPreset, upstreams: readonly string[], apiPort: number): string {
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

/**
 * nginx over a file of the user's own. Debian's nginx knows streams only when told to load them, the official one always;
 * what a file says itself must not be said twice.
 */
function withStreams(content: string, args: string[]): string[] {
  const daemon = /^\s*daemon\s/m.test(content) ? '' : 'daemon off;'
  const loads = /ngx_stream_module|modules-enabled/.test(content) ? '' : streamModule
  const script = `globals=$1; [ ! -e "$2" ] || globals="$globals load_module $2;"; shift 2; exec nginx "$@" -g "$globals"`
  return ['sh', '-c', script, 'nginx', daemon, loads, ...args]
}

/** nginx as a TCP balancer; its checks are passive, of connections that clients open. */
export const nginx: LoadBalancer = {
  image: 'nginx',
  configPath: '/etc/nginx/nginx.conf',
  config: (topology, upstreams) => {
    const { preset } = topology.loadBalancer
    const addresses = upstreams.map(({ ip }) => ip)
    return nginxConfig(preset === 'ready' ? 'tuned' : preset, addresses, distributionOf(topology).ports.api)
  },
  needsIdentity: () => false,
  examine: (path, content) => withStreams(content, ['-t', '-c', path]),
  forUsersFile: content => ({ entrypoint: withStreams(content, []), command: [] }),
  reload: ['nginx', '-s', 'reload'],
  sessionOf: parseAccessLog,
  changeOf: () => undefined,
}
