import type { Suite } from '../clause.ts'
import { expectThat } from '../expect-that.ts'
import { refusedWith } from '../fixtures/ended-start.ts'
import { resetCluster } from '../fixtures/reset-cluster.ts'
import { restoredCluster } from '../fixtures/restored-cluster.ts'

const needs = 'cluster-reset'
// Of old versions, and of the others.
const message = /(?:Etcd is running|cluster membership has been reset), restart without --cluster-reset flag now/
const said = (log: string): string => message.exec(log)?.[0] ?? 'no word of a reset'
const namesOf = (members: readonly { name: string }[]): string => members.map(({ name }) => name).join(', ')

export const clusterReset: Suite = {
  title: 'cluster reset',
  clauses: [
    {
      id: '5.10-reset',
      promise: 'server --cluster-reset says that the membership has been reset, and ends with code 0',
      stated: 'k3s:pkg/etcd/etcd.go',
      needs,
      async test(lab) {
        const { exitCode, log } = (await resetCluster(lab)).reset
        return expectThat(exitCode === 0 && message.test(log), `code ${exitCode}: ${said(log)}`)
      },
    },
    {
      id: '5.10-flag',
      promise: 'it leaves server/db/reset-flag and a copy of server/tls',
      stated: 'k3s:pkg/etcd/etcd.go',
      needs,
      async test(lab) {
        const { left } = await resetCluster(lab)
        const found = left.match(/reset-flag|tls-\d+/g) ?? []
        return expectThat(found.length === 2, found.join(', ') || 'neither')
      },
    },
    {
      id: '5.10-again',
      promise: 'a second reset before the server has run is refused',
      stated: 'k3s:pkg/cluster/managed.go',
      needs,
      test: async lab => refusedWith((await resetCluster(lab)).again, /reset/),
    },
    {
      id: '5.10-alone',
      promise: "started as usual, the server is its cluster's only member, under a new name, with its data",
      stated: 'k3s:pkg/etcd/etcd.go',
      needs,
      async test(lab) {
        const { before, alone, kept } = await resetCluster(lab)
        const seen = `${before.name} before, ${namesOf(alone)} after; what was written is ${kept ? '' : 'not '}there`
        return expectThat(alone.length === 1 && alone[0]!.name !== before.name && kept, seen)
      },
    },
    {
      id: '5.10-flag-gone',
      promise: 'that start removes the reset-flag',
      stated: 'k3s:pkg/cluster/managed.go',
      needs,
      async test(lab) {
        const { flagged } = await resetCluster(lab)
        return expectThat(!flagged, flagged ? 'it is still there' : 'it is gone')
      },
    },
    {
      id: '5.6-alarms',
      promise: "a server that starts clears etcd's alarms",
      stated: 'k3s:pkg/etcd/etcd.go',
      needs,
      async test(lab) {
        const { alarmed } = await resetCluster(lab)
        return expectThat(alarmed.length === 0, alarmed.length === 0 ? 'the alarm NOSPACE is off' : 'it is on still')
      },
    },
    {
      id: '5.10-rejoin',
      promise: 'another server joins again once its server/db is deleted',
      stated: 'docs:cli/etcd-snapshot',
      needs,
      async test(lab) {
        const { rejoined } = await resetCluster(lab)
        return `${rejoined.name} votes, and its Node is Ready`
      },
    },
    {
      id: '5.9-scheduled',
      promise: 'snapshots are taken by the schedule as etcd-snapshot-NODE-UNIXTIME, and as many kept as it is told',
      stated: 'docs:cli/etcd-snapshot',
      needs: 'snapshots',
      async test(lab) {
        const { scheduled } = await resetCluster(lab)
        const named = scheduled.every(name => /^etcd-snapshot-server-0-\d{10}$/.test(name))
        return expectThat(named && scheduled.length === 2, `of three, ${scheduled.join(', ') || 'none'}`)
      },
    },
    {
      id: '5.10-restore',
      promise: 'with a restore path it ends with code 0 too, and moves the old data to server/db/etcd-old-UNIXTIME',
      stated: 'k3s:pkg/etcd/etcd.go',
      needs,
      async test(lab) {
        const { restore, left } = await restoredCluster(lab)
        const old = /etcd-old-\d+/.exec(left)?.[0]
        const isDone = restore.exitCode === 0 && message.test(restore.log) && old !== undefined
        return expectThat(isDone, `code ${restore.exitCode}: ${said(restore.log)}; ${old ?? 'nothing was moved'}`)
      },
    },
    {
      id: '5.10-restored',
      promise: 'started as usual, the server has what the snapshot has, and nothing written later',
      derived: 'k3s:pkg/etcd/etcd.go',
      needs,
      async test(lab) {
        const { alone, before, after } = await restoredCluster(lab)
        const word = (isThere: boolean) => (isThere ? 'is there' : 'is not there')
        const seen = `one before ${word(before)}, one after ${word(after)}; members: ${namesOf(alone)}`
        return expectThat(before && !after && alone.length === 1, seen)
      },
    },
  ],
}
