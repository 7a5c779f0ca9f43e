import { expect, test } from 'vitest'
import { neighbourMac } from './active-balancer.ts'

const table = `IP address       HW type     Flags       HW address            Mask     Device
172.28.8.5       0x1         0x2         02:42:ac:1c:08:02     *        eth0
172.28.8.10      0x1         0x0         00:00:00:00:00:00     *        eth0
172.28.8.50      0x1         0x2         02:42:ac:1c:08:32     *        eth0
`

test('the complete entry of this very address', () => {
  expect(neighbourMac(table, '172.28.8.5')).toBe('02:42:ac:1c:08:02')
  expect(neighbourMac(table, '172.28.8.10')).toBeUndefined()
  expect(neighbourMac(table, '172.28.8.1')).toBeUndefined()
})
