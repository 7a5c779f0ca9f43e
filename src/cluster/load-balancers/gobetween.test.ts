import { expect, test } from 'vitest'
import { BadInputError } from '../../base/errors.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import { balancerOf } from './balancer-of.ts'
import { gobetweenConfig } from './gobetween.ts'

test('its file', () => {
  expect(gobetweenConfig(['172.28.8.10', '172.28.8.11'], 6443)).toMatchInlineSnapshot(`
    "[logging]
    level = "info"
    output = "stdout"

    [servers.api]
    bind = "0.0.0.0:6443"
    protocol = "tcp"
    balance = "roundrobin"
    backend_connection_timeout = "2s"

      [servers.api.discovery]
      kind = "static"
      static_list = [
        "172.28.8.10:6443",
        "172.28.8.11:6443",
      ]

      [servers.api.healthcheck]
      kind = "ping"
      interval = "2s"
      timeout = "1s"
      fails = 1
      passes = 1
    "
  `)
})

test('it is refused with the reason, and with the file that it would read', () => {
  const topology = parseTopology({ servers: 2, loadBalancer: { kind: 'gobetween' } }, 'a test')
  expect(() => balancerOf(topology)).toThrow(BadInputError)
  expect(() => balancerOf(topology)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining('no package of Debian and no Go module holds it'),
      hint: expect.stringContaining('"server-1:6443"'),
    }),
  )
})
