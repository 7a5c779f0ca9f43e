import { expect, test } from 'vitest'
import { probesTable } from './probes-table.ts'

test('a table a person reads, over the floor', () => {
  const idle = { perSecond: 0, serverCores: 0.2, proberCores: 0.01 }
  const write = { series: 'lb/write/new', perSecond: 20, serverCores: 0.4, proberCores: 0.09 }
  expect(probesTable([idle, write]).split('\n').slice(0, 2)).toMatchInlineSnapshot(`
    [
      "series          rate    server  a sample    prober  a sample",
      "lb/write/new   20 Hz    20.0 %   10.00 ms     8.0 %    4.00 ms",
    ]
  `)
})
