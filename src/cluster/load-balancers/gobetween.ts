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
