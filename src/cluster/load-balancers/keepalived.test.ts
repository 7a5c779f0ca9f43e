import { expect, test } from 'vitest'
import { addressesOf } from '../../topology/addresses.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import { keepalivedConfig, parseAddressChange } from './keepalived.ts'

const topology = parseTopology({ loadBalancer: { kind: 'haproxy+keepalived' } }, 'a test')
const nodes = addressesOf(topology, '172.28.8.0/24')
const configOf = (id: string) => keepalivedConfig(topology, nodes, nodes.find(node => node.id === id)!)

test('each names the other one and the address that they share', () => {
  expect(configOf('lb:0')).toMatchInlineSnapshot(`
    "global_defs {
      router_id lb-0
    }
    vrrp_instance api {
      state BACKUP
      nopreempt
      interface eth0
      virtual_router_id 51
      priority 101
      advert_int 1
      unicast_src_ip 172.28.8.2
      unicast_peer {
        172.28.8.4
      }
      virtual_ipaddress {
        172.28.8.5/24
      }
    }
    "
  `)
  expect(configOf('lb:1')).toMatch(
    /priority 100[\s\S]*unicast_src_ip 172\.28\.8\.4[\s\S]*unicast_peer \{\s+172\.28\.8\.2\s+\}[\s\S]*172\.28\.8\.5\/24/,
  )
})

test.each([
  ['Sun Nov 22 16:20:01 2026: (api) Entering MASTER STATE', true],
  ['Sun Nov 22 16:20:01 2026: (api) Entering BACKUP STATE (init)', false],
  ['Sun Nov 22 16:20:01 2026: (api) Entering FAULT STATE', false],
  ['Sun Nov 22 16:20:01 2026: (other) Entering MASTER STATE', undefined],
  ['', undefined],
])('%j', (line, holds) => {
  expect(parseAddressChange(line)).toBe(holds)
})
