import type { Suite } from '../clause.ts'
import { expectThat } from '../expect-that.ts'
import { removedMember } from '../fixtures/removed-member.ts'
import { replacedServer } from '../fixtures/replaced-server.ts'

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

export const membership: Suite = {
  title: 'members that are removed',
  clauses: [
    {
      id: '5.5-annotation',
      promise: 'the annotation etcd.k3s.cattle.io/remove=true on a Node removes its member, and no other',
      stated: 'k3s:pkg/etcd/member_controller.go',
      async test(lab) {
        const { before, removedMs, left } = await removedMember(lab)
        return expectThat(left === 2, `${before.name} is gone after ${seconds(removedMs)}, ${left} members are left`)
      },
    },
    {
      id: '5.5-noted',
      promise: "the Node's annotations then name the removed member, and no member and address any more",
      stated: 'k3s:pkg/etcd/member_controller.go',
      async test(lab) {
        const { before, annotations } = await removedMember(lab)
        const kept = ['node-name', 'node-address'].filter(key => key in annotations)
        return expectThat(
          annotations['removed-node-name'] === before.name && kept.length === 0,
          Object.entries(annotations)
            .map(([key, value]) => `${key}=${value}`)
            .join(', ') || 'none',
        )
      },
    },
    {
      id: '5.5-log',
      promise: "the removed server says 'This node has been removed from the cluster - please restart k3s to rejoin …'",
      stated: 'k3s:pkg/executor/embed/etcd/etcd.go',
      async test(lab) {
        const { words } = await removedMember(lab)
        return expectThat(/please restart k3s to rejoin the cluster/.test(words), words)
      },
    },
    {
      id: '5.5-runs-on',
      promise: 'the removal itself does not end the container',
      derived: 'k3s:pkg/executor/embed/etcd/etcd.go',
      async test(lab) {
        const { ranOn } = await removedMember(lab)
        return expectThat(ranOn, ranOn ? 'it ran when it said so' : 'it had ended')
      },
    },
    {
      id: '5.5-tombstone',
      promise: 'the removed server leaves server/db/etcd/tombstone',
      stated: 'k3s:pkg/executor/embed/etcd/etcd.go',
      async test(lab) {
        const { tombstone } = await removedMember(lab)
        return expectThat(tombstone, tombstone ? 'it is there' : 'it is not there')
      },
    },
    {
      id: '5.5-rejoin',
      promise: 'started again, it moves its data away and joins as another member',
      stated: 'k3s:pkg/etcd/etcd.go',
      async test(lab) {
        const { before, after, backups } = await removedMember(lab)
        const isOther = before.id !== after.id && before.name !== after.name
        return expectThat(isOther && /etcd-backup-\d+/.test(backups), `${before.name}, then ${after.name}; ${backups}`)
      },
    },
    {
      id: '5.5-node-deletion',
      promise: 'deleting a Node removes its member, and the Node goes',
      stated: 'k3s:pkg/etcd/member_controller.go',
      async test(lab) {
        const { before, removedMs } = await replacedServer(lab)
        return `${before.name} and its Node are gone after ${seconds(removedMs)}`
      },
    },
    {
      id: '5.5-replaced',
      promise: 'after its Node was deleted, a wiped server joins again under its name, as another member',
      derived: 'k3s:pkg/etcd/member_controller.go',
      async test(lab) {
        const { before, after, rejoinMs, otherPassword } = await replacedServer(lab)
        return expectThat(
          before.id !== after.id && otherPassword,
          `${after.name} votes and its Node is Ready after ${seconds(rejoinMs)}, with ${otherPassword ? 'another' : 'the same'} node password`,
        )
      },
    },
  ],
}
