import { expect, test } from 'vitest'
import { networksBehind } from './filter-packets.ts'

const printed = `default via 172.28.8.1 
10.42.0.0/24 via 172.28.8.10 
10.42.1.0/24 via 172.28.8.12 
172.28.8.0/24 proto kernel scope link src 172.28.8.11 
`

test('the pods of those who are cut off are on the same wire', () => {
  expect(networksBehind(['172.28.8.10', '172.28.8.2'], printed)).toEqual(['10.42.0.0/24'])
  expect(networksBehind(['172.28.8.1'], printed)).toEqual([])
})
