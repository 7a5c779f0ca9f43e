import { expect, test } from 'vitest'
import { cellsOf } from './cells.ts'

test('every combination, the last word changing first', () => {
  const cells = cellsOf({ datastore: ['embedded-etcd', 'postgres'], loadBalancer: ['nginx:tuned', 'nginx:plain'] })
  expect(cells).toMatchInlineSnapshot(`
    [
      {
        "flags": "--datastore embedded-etcd --load-balancer nginx:tuned",
        "name": "embedded-etcd, nginx:tuned",
        "topology": {
          "datastore": "embedded-etcd",
          "loadBalancer": {
            "kind": "nginx",
            "preset": "tuned",
          },
        },
      },
      {
        "flags": "--datastore embedded-etcd --load-balancer nginx:plain",
        "name": "embedded-etcd, nginx:plain",
        "topology": {
          "datastore": "embedded-etcd",
          "loadBalancer": {
            "kind": "nginx",
            "preset": "plain",
          },
        },
      },
      {
        "flags": "--datastore postgres --load-balancer nginx:tuned",
        "name": "postgres, nginx:tuned",
        "topology": {
          "datastore": "postgres",
          "loadBalancer": {
            "kind": "nginx",
            "preset": "tuned",
          },
        },
      },
      {
        "flags": "--datastore postgres --load-balancer nginx:plain",
        "name": "postgres, nginx:plain",
        "topology": {
          "datastore": "postgres",
          "loadBalancer": {
            "kind": "nginx",
            "preset": "plain",
          },
        },
      },
    ]
  `)
})

test('no words, one cell without a name', () => {
  expect(cellsOf({})).toEqual([{ name: '', topology: {}, flags: '' }])
})

test('sqlite is a word, though not with three servers', () => {
  expect(cellsOf({ datastore: ['sqlite', 'mysql'] }).map(({ topology }) => topology)).toEqual([
    { datastore: 'sqlite' },
    { datastore: 'mysql' },
  ])
})

test.each([
  [{ datastore: ['oracle'] }, '--datastore oracle: topology.datastore: "oracle" is not allowed'],
  [{ loadBalancer: ['f5'] }, "--load-balancer: there is no 'f5'"],
  [{ loadBalancer: ['nginx:quick'] }, "--load-balancer: there is no 'nginx:quick'"],
  [{ servers: [9] }, '--servers 9: topology.servers: 9 is not allowed'],
])('%j is refused', (axes, sentence) => {
  expect(() => cellsOf(axes)).toThrow(sentence)
})
