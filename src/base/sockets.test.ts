import { expect, test } from 'vitest'
import { addressesOn, connectionsIn, listenersIn } from './sockets.ts'

// Of a server on 172.28.8.10; the third row is a connection, not a listener.
const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:094B 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1001 1 0000000000000000
   1: 0A081CAC:094B 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1002 1 0000000000000000
   2: 0100007F:094B 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 1003 1 0000000000000000
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when
   0: 00000000000000000000000000000000:192B 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1004 1 0000000000000000
   1: 0000000000000000FFFF00000100007F:2813 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1005 1 0000000000000000
   2: 00000000000000000000000001000000:2813 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1006 1 0000000000000000
`

test('listening sockets of both families, by port', () => {
  const listeners = listenersIn(table)
  expect([2379, 6443, 10259].map(port => addressesOn(listeners, port))).toEqual([
    ['127.0.0.1', '172.28.8.10'],
    ['*'],
    ['127.0.0.1', '::1'],
  ])
  expect(listeners.find(({ port }) => port === 10259)?.inode).toBe('1005')
})

test('established connections, by the far port', () => {
  expect(connectionsIn(table, 40_000)).toEqual(['127.0.0.1'])
  expect(connectionsIn(table, 2379)).toEqual([])
})
