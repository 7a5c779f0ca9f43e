import { expect, test } from 'vitest'
import { overlap, rangeOf, routesOf } from './routes.ts'

const table = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	010200C0	0003	0	0	0	00000000	0	0	0
docker0	00001DAC	00000000	0001	0	0	0	00FFFFFF	0	0	0
tun0	0000000A	00000000	0001	0	0	0	000000FF	0	0	0
`

test.each([
  ['172.29.0.0/24', true],
  ['172.29.0.128/25', true],
  ['172.28.0.0/15', true],
  ['172.29.1.0/24', false],
  ['10.7.0.0/16', true],
  ['192.168.0.0/16', false],
])('%s overlaps a route: %s', (subnet, expected) => {
  expect(routesOf(table).some(route => overlap(route, rangeOf(subnet)))).toBe(expected)
})
