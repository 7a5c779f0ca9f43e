import { expect, test } from 'vitest'
import { connectionsTo } from './connections-to.ts'
import { endedWords } from './reset-connections.ts'

// 172.28.8.10 to 172.28.8.6:5432; the last of the first table waits for its end, the second is IPv4 in a table of IPv6.
const tables = `  sl  local_address rem_address   st tx_queue rx_queue
   0: 0A081CAC:D2F0 06081CAC:1538 01 00000000:00000000
   1: 0A081CAC:D2F2 06081CAC:1538 06 00000000:00000000
   2: 0A081CAC:D2F4 07081CAC:1538 01 00000000:00000000
  sl  local_address                         remote_address                        st
   0: 0000000000000000FFFF00000A081CAC:D2F6 0000000000000000FFFF000006081CAC:1538 01 00000000:00000000
`

test("connections that stand are found in both of the kernel's tables", () => {
  expect(connectionsTo(tables, '172.28.8.6', 5432)).toEqual(['0A081CAC:D2F0', '0A081CAC:D2F6'])
})

test('connections are reset when none of those that stood is left, whatever came after', () => {
  expect(endedWords(['a', 'b'], ['c'])).toMatchObject({ proven: true })
  expect(endedWords(['a', 'b'], ['b', 'c'])).toMatchObject({ proven: false })
  expect(endedWords([], ['c'])).toMatchObject({ proven: false })
})
