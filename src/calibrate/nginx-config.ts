import { presets } from '../cluster/load-balancers/nginx.ts'
import type { Station } from './planting.ts'

/** nginx.conf of one TCP balancer for each station that has back ends, with the settings that clusters' balancers get. */
export function nginxConfig(stations: readonly Station[], directory: string): string {
  const servers = stations.map(({ id, kind, port, backends }) => {
    const { zone, server, limits } = presets[kind === 'one in three hung' ? 'tuned' : 'plain']
    const name = id.replaceAll(/\W+/g, '_')
    const members = backends.map(backend => `    server 127.0.0.1:${backend}${server};\n`).join('')
    return `  upstream ${name} {
${zone.replace('servers', name)}${members}  }
  server {
    listen 127.0.0.1:${port};
    proxy_pass ${name};
${limits.map(limit => `    ${limit}\n`).join('')}  }
`
  })
  return `include /etc/nginx/modules-enabled/*.conf;
daemon off;
error_log ${directory}/nginx-error.log;
pid ${directory}/nginx.pid;
events { worker_connections 8192; }
stream {
${servers.join('')}}
`
}
