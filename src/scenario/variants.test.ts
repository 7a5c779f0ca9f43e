import { expect, test } from 'vitest'
import { cellsOf } from '../topology/cells.ts'
import type { Settings } from './settings.ts'
import { variantsOf } from './variants.ts'

const settings: Settings = {
  seed: 7,
  topology: undefined,
  topologyFlags: '--timing fast',
  cells: [],
  repeat: 1,
  shares: false,
  command: undefined,
  campaign: undefined,
}
const options = { needs: { datastore: 'embedded-etcd' }, limits: {} }
const variants = (changes: Partial<Settings>, own: object = {}) =>
  variantsOf('x', { ...options, ...own }, async () => {}, { ...settings, ...changes })

test('without a grid a scenario is one run under its own title', () => {
  expect(variants({})).toMatchObject([{ name: 'x', story: 'x', seed: 7, topologyFlags: '--timing fast' }])
})

test('repetitions have a number, and seeds one after the other', () => {
  expect(variants({ repeat: 3 }).map(({ name, seed }) => [name, seed])).toEqual([
    ['x #1', 7],
    ['x #2', 8],
    ['x #3', 9],
  ])
})

test('a cell that the story cannot be told on is told once, and the others run', () => {
  const cells = cellsOf({ datastore: ['embedded-etcd', 'postgres', 'sqlite'] })
  const all = variants({ cells, repeat: 2 })
  expect(
    all.map(({ name, scenario }) => [name, 'unfit' in scenario ? scenario.unfit : scenario.topology.datastore]),
  ).toEqual([
    ['x [embedded-etcd] #1', 'embedded-etcd'],
    ['x [embedded-etcd] #2', 'embedded-etcd'],
    ['x [postgres]', 'it needs datastore embedded-etcd, the topology has postgres'],
    ['x [sqlite]', "topology.datastore: sqlite is a file of one server, and there are 3: write 'servers: 1'"],
  ])
  expect(all[0]).toMatchObject({ cell: 'embedded-etcd', topologyFlags: '--timing fast --datastore embedded-etcd' })
})

test('a scenario that is wrong by itself is refused, grid or not', () => {
  const cells = cellsOf({ datastore: ['embedded-etcd', 'postgres'] })
  expect(() => variants({ cells }, { limits: { schedule: 'soon' } })).toThrow('limits.schedule')
})
