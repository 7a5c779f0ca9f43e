import { expect, test } from 'vitest'
import { connectionsTo } from './connections-to.ts'
import { endedWords } from './reset-connections.ts'

// 172.28.8.10 to 172.28.8.6:5432; the second row waits for its end, the last is IPv4 in a table of IPv6.
const rest = (inode: number) => `00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000000000000`
const tables = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0A081CAC:D2F0 06081CAC:1538 01 ${rest(71)}
   1: 0A081CAC:D2F2 06081CAC:1538 06 ${rest(0)}
   2: 0A081CAC:D2F4 07081CAC:1538 01 ${rest(72)}
  sl  local_address                         remote_address                        st
   0: 0000000000000000FFFF00000A081CAC:D2F6 0000000000000000FFFF000006081CAC:1538 01 ${rest(73)}
`

test("connections that stand are found in both of the kernel's tables", () => {
  expect(connectionsTo(tables, '172.28.8.6', 5432)).toEqual(['0A081CAC:D2F0 71', '0A081CAC:D2F6 73'])
})

test('connections are reset when none of those that stood is left, whatever came after', () => {
  expect(endedWords(['a', 'b'], ['c'])).toContain('2 connections to it, of which none is left, and now have 1')
  expect(() => endedWords(['a', 'b'], ['b', 'c'])).toThrow('1 of 2 connections')
  expect(() => endedWords([], ['c'])).toThrow('no connection')
})
