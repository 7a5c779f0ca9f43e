import { distributionOf } from '../../distributions/distribution-of.ts'
import { fileName } from '../../topology/node-id.ts'
import type { LoadBalancer } from './load-balancer.ts'
import type { UpstreamChange } from './upstream-change.ts'

/** gobetween.toml of a TCP balancer over these addresses; its check only connects. */
export const gobetweenConfig = (upstreams: readonly string[], apiPort: number): string => `[logging]
level = "info"
output = "stdout"

[servers.api]
bind = "0.0.0.0:${apiPort}"
protocol = "tcp"
balance = "roundrobin"
backend_connection_timeout = "2s"

  [servers.api.discovery]
  kind = "static"
  static_list = [
${upstreams.map(address => `    "${address}:${apiPort}",\n`).join('')}  ]

  [servers.api.healthcheck]
  kind = "ping"
  interval = "2s"
  timeout = "1s"
  fails = 1
  passes = 1
`

/** What its check found of a server, each time that this is another than before: 2 for one that took the connection. */
export function parseCheckResult(line: string): UpstreamChange | undefined {
  const [, server, status] = /\(healthcheck\/worker\): Sending to scheduler: \{\{(\S+) \d+\} ([12])\}/.exec(line) ?? []
  if (server === undefined) return undefined
  const isUp = status === '2'
  return { server, isUp, reason: isUp ? 'it takes connections' : 'it takes no connection' }
}

/**
 * gobetween, as its published image runs it. It reads its file once, so that all servers are named from the beginning, and
 * its image holds the program and nothing else. Its log tells of no connection when it stood and how it ended.
 */
export const gobetween: LoadBalancer = {
  image: 'gobetween',
  configPath: '/etc/gobetween/conf/gobetween.toml',
  config: (topology, upstreams) =>
    gobetweenConfig(
      upstreams.map(({ id }) => fileName(id)),
      distributionOf(topology).ports.api,
    ),
  needsIdentity: () => false,
  lacksShell: true,
  sessionOf: () => undefined,
  changeOf: parseCheckResult,
}
