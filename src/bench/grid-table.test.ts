import { expect, test } from 'vitest'
import { type GridCell, gridTable } from './grid-table.ts'

const cell = (datastore: GridCell['datastore'], timing: GridCell['timing'], ...formedMs: number[]): GridCell => ({
  datastore,
  timing,
  formations: formedMs.map(afterMs => ({
    servers: 3,
    order: 'together',
    stages: [
      ...(datastore === 'embedded-etcd' ? [] : [{ stage: 'datastore-ready' as const, afterMs: 2000 }]),
      { stage: 'formed' as const, afterMs },
    ],
  })),
})

test('each datastore beside embedded etcd of the same run, the median of several', () => {
  const cells = [
    cell('embedded-etcd', 'default', 40_000, 50_000, 42_000),
    cell('embedded-etcd', 'fast', 20_000),
    cell('postgres', 'default', 21_000),
  ]
  expect(gridTable(cells).split('\n').slice(0, 3)).toMatchInlineSnapshot(`
    [
      "datastore      servers                 default  its datastore  to embedded    fast  its datastore  to embedded",
      "embedded-etcd        3  42.0 s (40.0 s–50.0 s)              –         1.00  20.0 s              –         1.00",
      "postgres             3                  21.0 s         2.00 s         0.50       –              –            –",
    ]
  `)
})
