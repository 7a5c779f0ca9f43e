import { expect, test } from 'vitest'
import { addressesOf } from '../../topology/addresses.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import { haproxyConfig } from './haproxy.ts'

const nodes = addressesOf(parseTopology({}, 'a test'), '172.28.8.0/24').filter(({ id }) => id.startsWith('server:'))

test('tuned: readiness without etcd, as a client with a certificate, soon out, and its sessions with it', () => {
  expect(haproxyConfig('tuned', nodes, 6443)).toMatchInlineSnapshot(`
    "global
      log stdout format raw local0
      user haproxy
      group haproxy
    defaults
      mode tcp
      log global
      log-format '{"acceptedMs":"%Ts%ms","client":"%ci","port":"%cp","server":"%si:%sp","connectMs":"%Tc","sessionMs":"%Tt","end":"%ts","retries":"%rc"}'
      timeout connect 100ms
      timeout client 10m
      timeout server 10m
    listen api
      bind :6443
      balance roundrobin
      retries 2
      option redispatch 1
      option httpchk GET /readyz?exclude=etcd&exclude=etcd-readiness
      http-check expect status 200
      default-server check inter 1000ms fastinter 200ms downinter 1000ms fall 3 rise 2
      default-server check-ssl verify required ca-file /usr/local/etc/haproxy/servers-ca.crt crt /usr/local/etc/haproxy/checker.pem
      default-server on-marked-down shutdown-sessions
      server server-0 172.28.8.10:6443
      server server-1 172.28.8.11:6443
      server server-2 172.28.8.12:6443
    "
  `)
})

test('plain: as the k3s documentation has it', () => {
  expect(haproxyConfig('plain', nodes, 6443)).toMatchInlineSnapshot(`
    "global
      log stdout format raw local0
      user haproxy
      group haproxy
    defaults
      mode tcp
      log global
      log-format '{"acceptedMs":"%Ts%ms","client":"%ci","port":"%cp","server":"%si:%sp","connectMs":"%Tc","sessionMs":"%Tt","end":"%ts","retries":"%rc"}'
      timeout connect 5000
      timeout client 50000
      timeout server 50000
    listen api
      bind :6443
      balance roundrobin
      option tcp-check
      default-server check inter 10s downinter 5s
      server server-0 172.28.8.10:6443
      server server-1 172.28.8.11:6443
      server server-2 172.28.8.12:6443
    "
  `)
})

test('ready: as tuned, but for the path', () => {
  const tuned = haproxyConfig('tuned', nodes, 6443)
  expect(haproxyConfig('ready', nodes, 6443)).toBe(tuned.replace('?exclude=etcd&exclude=etcd-readiness', ''))
  expect(tuned).toContain('/readyz?exclude=etcd&exclude=etcd-readiness')
})

test.each(['tuned', 'ready', 'plain'] as const)('%s: before there is an identity nothing is checked', preset => {
  const text = haproxyConfig(preset, nodes.slice(0, 1), 6443, false)
  expect(text).not.toMatch(/check|\.pem/)
  expect(text).toContain('server server-0 172.28.8.10:6443')
})
