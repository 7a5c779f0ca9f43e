import { expect, test } from 'vitest'
import { formationTable } from './formation-table.ts'
import { type FormationTimes, formedMs, slowestOwnStartMs } from './formation-times.ts'

const together: FormationTimes = {
  servers: 2,
  order: 'together',
  stages: [
    { stage: 'started', node: 'server:0', afterMs: 0 },
    { stage: 'etcd-answers', node: 'server:0', afterMs: 3000 },
    { stage: 'started', node: 'server:1', afterMs: 3200 },
    { stage: 'api-ready', node: 'server:0', afterMs: 8000 },
    { stage: 'api-ready', node: 'server:1', afterMs: 13_200 },
    { stage: 'formed', afterMs: 14_000 },
  ],
}

test("the floor is the slowest server's time from its own start", () => {
  expect(slowestOwnStartMs(together)).toBe(10_000)
  expect(formedMs(together)).toBe(14_000)
})

test('a table a person reads', () => {
  const oneByOne: FormationTimes = { ...together, order: 'one by one', stages: [{ stage: 'formed', afterMs: 20_000 }] }
  expect(formationTable([{ together, oneByOne }]).split('\n').slice(0, 2)).toMatchInlineSnapshot(`
    [
      "servers  etcd of server:0  its API  API of the others  formed  one by one  ratio (a)  slowest own start  ratio (b)",
      "      2            3.00 s   8.00 s             13.2 s  14.0 s      20.0 s       0.70             10.0 s       1.40",
    ]
  `)
})

test('a formation that broke off has no ratio', () => {
  expect(() => formedMs({ ...together, stages: together.stages.slice(0, 3) })).toThrow("no stage 'formed'")
})
