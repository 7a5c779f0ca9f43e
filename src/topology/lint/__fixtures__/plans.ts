import { readBalancerFile } from '../balancer-file/read-balancer-file.ts'
import type { Plan, PlannedTopology } from '../plan.ts'

/** A topology of which no rule has anything to say but how many of each part may fail. */
export const sound: PlannedTopology = {
  distribution: 'k3s',
  servers: 3,
  agents: 0,
  datastore: 'embedded-etcd',
  members: 3,
  balancers: 2,
  tlsSan: true,
  upstreams: ['server:0', 'server:1', 'server:2'],
  coredns: 2,
  serverArgs: [0, 1, 2].map(index => ({ server: `server:${index}`, args: [] })),
}

export const planned = (fields: Partial<PlannedTopology>): Plan => ({ topology: { ...sound, ...fields } })

/** As many servers as members of embedded etcd. */
export const servers = (count: number): Plan => planned({ servers: count, members: count })

/** A plan of a balancer's file alone. */
export const balanced = (text: string): Plan => ({ balancer: readBalancerFile(text, 'lb.conf') })

/** A HAProxy file that no rule has anything to say of, with lines added or replaced. */
export const haproxy = ({
  options = 'option redispatch 1',
  check = 'GET /readyz?exclude=etcd&exclude=etcd-readiness',
  server = 'check inter 200ms fall 2 check-ssl crt /client.pem',
  limit = 'timeout connect 100ms',
} = {}): Plan =>
  balanced(`backend api
  ${options}
  ${check === '' ? '' : `option httpchk ${check}`}
  ${limit}
  server one 10.0.0.1:6443 ${server}
  server two 10.0.0.2:6443 ${server}
`)

/** An nginx file of two servers. */
export const nginx = ({ servers = ['10.0.0.1:6443', '10.0.0.2:6443'], top = '', upstream = '', listener = '' } = {}): Plan =>
  balanced(`${top}
stream {
  upstream api { ${upstream} ${servers.map(server => `server ${server};`).join(' ')} }
  server { listen 6443; proxy_pass api; ${listener} }
}
`)
