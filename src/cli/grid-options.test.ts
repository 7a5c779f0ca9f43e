import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridFromFlags } from './grid-options.ts'

const namesOf = (flags: Parameters<typeof gridFromFlags>[0]) => gridFromFlags(flags).cells.map(({ name }) => name)

test('one word each is no grid', () => {
  const flags = { servers: '5', datastore: 'postgres', timing: 'default' as const }
  expect(gridFromFlags(flags)).toEqual({ cells: [], repeat: 1, flags })
})

test('several words are; those that stand alone hold for all', () => {
  const { cells, flags, repeat } = gridFromFlags({
    servers: '3',
    loadBalancer: 'nginx:tuned, nginx:plain',
    repeat: '5',
  })
  expect(cells.map(({ name, flags }) => ({ name, flags }))).toEqual([
    { name: 'nginx:tuned', flags: '--load-balancer nginx:tuned' },
    { name: 'nginx:plain', flags: '--load-balancer nginx:plain' },
  ])
  expect({ flags, repeat }).toEqual({ flags: { servers: '3' }, repeat: 5 })
})

const grid = { servers: '3,5', datastore: 'postgres,mysql,embedded-etcd', loadBalancer: 'nginx,haproxy' }

test('the parts of a grid are the grid, each cell once', () => {
  const all = namesOf(grid)
  expect(all).toHaveLength(12)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), count => {
      const parts = Array.from({ length: count }, (_, index) => namesOf({ ...grid, shard: `${index + 1}/${count}` }))
      expect(parts.flat().sort()).toEqual([...all].sort())
      const sizes = parts.map(part => part.length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    }),
  )
})

test.each([
  [{ ...grid, shard: '0/2' }, "--shard: '0/2' is no part"],
  [{ ...grid, shard: '3/2' }, "--shard: '3/2' is no part"],
  [{ ...grid, shard: 'half' }, "--shard: 'half' is no part"],
  [{ loadBalancer: 'nginx,haproxy', shard: '3/3' }, '--shard 3/3: of 2 cells none is left for it'],
  [{ shard: '1/2' }, '--shard 1/2: there is one cell'],
  [{ repeat: '1.5' }, "--repeat: '1.5' is no whole number from 1 on"],
  [{ servers: '3,x' }, "--servers: 'x' is no whole number from 1 on"],
])('%j is refused', (flags, sentence) => {
  expect(() => gridFromFlags(flags)).toThrow(sentence)
})
