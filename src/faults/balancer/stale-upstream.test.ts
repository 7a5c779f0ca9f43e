import { expect, test } from 'vitest'
import { parseTopology } from '../../topology/parse-topology.ts'
import { isSoughtInVain, readdressed, staleUpstream } from './stale-upstream.ts'

const names = ['172.28.8.12', 'server-2']

test("only what is behind that server's name and a port is readdressed", () => {
  const text = 'server 172.28.8.12:6443;\nserver 172.28.8.120:6443;\nserver server-2 172.28.8.12:6443\n# 172.28.8.12\n'
  expect(readdressed(text, names, '172.28.8.250')).toBe(
    'server 172.28.8.250:6443;\nserver 172.28.8.120:6443;\nserver server-2 172.28.8.250:6443\n# 172.28.8.12\n',
  )
  expect(readdressed('server my-server-2:6443; server server-2:6443;', names, '172.28.8.250')).toBe(
    'server my-server-2:6443; server 172.28.8.250:6443;',
  )
})

const table = (flags: string) => `IP address       HW type     Flags       HW address            Mask     Device
172.28.8.250     0x1         ${flags}         00:00:00:00:00:00     *        eth0
172.28.8.3       0x1         0x2         02:42:ac:1c:08:03     *        eth0
`

test('an address is sought in vain when the kernel asked for it and nobody answered', () => {
  expect(isSoughtInVain(table('0x0'), '172.28.8.250')).toBe(true)
  expect(isSoughtInVain(table('0x2'), '172.28.8.250')).toBe(false)
  expect(isSoughtInVain(table('0x0'), '172.28.8.3')).toBe(false)
  expect(isSoughtInVain(table('0x0'), '172.28.8.25')).toBe(false)
})

test('a server that the load balancer does not know cannot be stale there', () => {
  const topology = parseTopology({ loadBalancer: { upstreams: ['server:0'] } }, 'test')
  expect(staleUpstream({ server: 'server:2' }).refusal!(topology)).toBe(
    'the load balancer does not forward to server:2',
  )
  expect(staleUpstream().refusal!(topology)).toBeUndefined()
  expect(() => staleUpstream({ server: 'lb:0' })).toThrow("'lb:0' is no server")
})
