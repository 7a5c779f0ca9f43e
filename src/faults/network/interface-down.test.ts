import { expect, test } from 'vitest'
import { routesToKeep, upScript } from './interface-down.ts'

const printed = `default via 172.28.8.1 
10.42.1.0/24 via 172.28.8.11 dev eth0 
172.28.8.0/24 proto kernel scope link src 172.28.8.10 
`

test('the routes that the kernel does not make by itself are put back once the interface is up', () => {
  expect(upScript(routesToKeep(printed))).toBe(
    'ip link set eth0 up && ip route replace default via 172.28.8.1 dev eth0 && ip route replace 10.42.1.0/24 via 172.28.8.11 dev eth0',
  )
})
