import { expect, test } from 'vitest'
import { addressesOf } from '../../topology/addresses.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import { nginx } from './nginx.ts'
import { usersFile } from './users-file.ts'

const topology = parseTopology({ servers: 2 }, 'a test')
const nodes = addressesOf(topology, '172.28.8.0/24').filter(({ id }) => id.startsWith('server:'))
const filled = (text: string) => usersFile(nginx, './nginx.conf', text).config(topology, nodes, true)

test('placeholders become addresses; everything else stays as it was', () => {
  expect(filled('server {{server:0}}:6443; # {{ server:1 }} $remote_addr {} server-1')).toBe(
    'server 172.28.8.10:6443; # 172.28.8.11 $remote_addr {} server-1',
  )
})

test('a placeholder of no server is refused with its line', () => {
  expect(() => filled('stream {\n  server {{server:2}}:6443;\n}')).toThrow(
    './nginx.conf:2: there is no {{server:2}} in this topology',
  )
})
