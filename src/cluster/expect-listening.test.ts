import { expect, test } from 'vitest'
import { listeningPorts } from './expect-listening.ts'

const tables = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:192B 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0200A8C0:C350 0300A8C0:1F90 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
  sl  local_address                         remote_address                        st tx_queue
   0: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000
  12: 00000000000000000000000000000000:192B 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000
`

test('only what listens, of IPv4 and IPv6, each port once', () => {
  expect(listeningPorts(tables)).toEqual([443, 6443])
  expect(listeningPorts('')).toEqual([])
})
