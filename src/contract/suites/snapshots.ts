import type { Suite } from '../clause.ts'
import { expectAll, expectThat } from '../expect-that.ts'
import { snapshots as taken } from '../fixtures/snapshots.ts'
import { answers } from './answers.ts'

const needs = 'snapshots'
// What etcd appends to its database, and etcdctl asks for.
const checksumBytes = 32

export const snapshots: Suite = {
  title: 'snapshots',
  clauses: [
    {
      ...answers('3.4-db-snapshot-node', '/db/snapshot', 403, 'user node', { derived: 'k3s:pkg/server/auth/auth.go' }),
      needs,
    },
    {
      id: '5.9-save',
      promise: 'k3s etcd-snapshot save writes on-demand-NODE-UNIXTIME into server/db/snapshots',
      stated: 'docs:cli/etcd-snapshot',
      needs,
      async test(lab) {
        const { first } = await taken(lab)
        return expectThat(
          first.length === 1 && /^on-demand-server-0-\d{10}$/.test(first[0]!),
          first.join(', ') || 'nothing',
        )
      },
    },
    {
      id: '5.9-checksum',
      promise: "a snapshot is etcd's own, with its checksum at the end",
      derived: 'k3s:pkg/etcd/etcd.go',
      needs,
      async test(lab) {
        const { trailer } = await taken(lab)
        return expectThat(trailer === checksumBytes, `${trailer} bytes beyond its pages`)
      },
    },
    {
      id: '5.9-compress',
      promise: 'a compressed one has the extension .zip',
      stated: 'docs:cli/etcd-snapshot',
      needs,
      async test(lab) {
        const { all } = await taken(lab)
        return expectThat(
          all.filter(name => /^on-demand-server-0-\d{10}\.zip$/.test(name)).length === 1,
          all.join(', '),
        )
      },
    },
    {
      id: '5.9-ls',
      promise: 'k3s etcd-snapshot ls lists them with location, size and time',
      stated: 'docs:cli/etcd-snapshot',
      needs,
      async test(lab) {
        const { all, listed } = await taken(lab)
        const [head = ''] = listed.split('\n')
        return expectAll([...all, 'Name', 'Location', 'Size', 'Created'], listed.split(/\s+/), head)
      },
    },
    {
      id: '5.9-delete',
      promise: 'k3s etcd-snapshot delete removes the one that it names',
      stated: 'docs:cli/etcd-snapshot',
      needs,
      async test(lab) {
        const { all, afterDelete } = await taken(lab)
        return expectThat(afterDelete.join() === all.slice(1).join(), `${all.length}, then ${afterDelete.length}`)
      },
    },
    {
      id: '5.9-prune',
      promise: 'k3s etcd-snapshot prune keeps the newest ones of a name',
      stated: 'docs:cli/etcd-snapshot',
      needs,
      async test(lab) {
        const { all, afterPrune } = await taken(lab)
        return expectThat(afterPrune.join() === all.at(-1), afterPrune.join(', ') || 'none is left')
      },
    },
  ],
}
