import { expect, test } from 'vitest'
import type { ImageRecord } from '../../history/manifest.ts'
import { rejoinStagesOf } from '../../history/rejoin-stages.ts'
import type { Images } from '../../images/images-of.ts'
import { addressesOf } from '../../topology/addresses.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import { balancerContainer } from '../balancer-container.ts'
import { lintTopology } from '../lint-topology.ts'
import { balancerOf } from './balancer-of.ts'
import { gobetweenConfig, parseCheckResult } from './gobetween.ts'

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

test('all servers are in its file from the beginning: it reads that once', () => {
  const topology = parseTopology({ servers: 2, loadBalancer: { kind: 'gobetween' } }, 'a test')
  const nodes = addressesOf(topology, '172.28.8.0/24')
  const image = { id: 'sha256:gobetween' } as ImageRecord
  const { files, user } = balancerContainer(
    balancerOf(topology)!,
    { topology, nodes, images: { gobetween: image } as Images },
    nodes.find(({ id }) => id === 'lb:0')!,
  )
  expect(user).toBe('0')
  expect(files).toEqual([
    expect.objectContaining({
      path: '/etc/gobetween/conf/gobetween.toml',
      content: gobetweenConfig(['server-0', 'server-1'], 6443),
    }),
  ])
})

// As v0.8.2 writes them.
test.each([
  ['2026-11-30 22:54:47 [INFO ] (healthcheck/worker): Sending to scheduler: {{server-0 6443} 2}', 'server-0', true],
  ['2026-11-30 22:54:51 [INFO ] (healthcheck/worker): Sending to scheduler: {{server-2 6443} 1}', 'server-2', false],
])('%s', (line, server, isUp) => {
  expect(parseCheckResult(line)).toMatchObject({ server, isUp })
})

test('what else it says is no finding of a check', () => {
  expect(parseCheckResult('2026-11-30 22:54:45 [INFO ] (manager): Initialized')).toBeUndefined()
})

test('nothing is asked of it that only a log of connections tells', () => {
  const topology = parseTopology({ loadBalancer: { kind: 'gobetween' } }, 'a test')
  expect(rejoinStagesOf(topology, 'server:0')).not.toContain('balancer')
  expect(rejoinStagesOf(parseTopology({}, 'a test'), 'server:0')).toContain('balancer')
  expect(lintTopology(topology).filter(({ severity }) => severity === 'error')).toEqual([])
})
