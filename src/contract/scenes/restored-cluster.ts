import { ContractBroken } from '../hold.ts'
import { scene } from '../scene.ts'
import type { EndedStart } from './ended-start.ts'
import { type Membership, membersOf } from './membership.ts'
import { resetCluster } from './reset-cluster.ts'
import { database, filesOf, isThere, resetting, write } from './resetting.ts'
import { threeServers } from './three-servers.ts'

interface RestoredCluster {
  restore: EndedStart
  /** Files of server/db and of server then. */
  left: string
  /** Members once the server was started as usual. */
  alone: Membership[]
  /** Whether what was written before the snapshot, and after it, is there. */
  before: boolean
  after: boolean
}

/** The first server stopped, restored from a compressed snapshot, and started. */
export const restoredCluster = scene(async (lab): Promise<RestoredCluster> => {
  // That scene ends with the first and the third server in one cluster.
  await resetCluster(lab)
  const [first, , third] = (await threeServers(lab)).servers
  await write(lab, first, 'before-snapshot')
  await first.shell('/bin/k3s etcd-snapshot save --name kept --snapshot-compress')
  await write(lab, first, 'after-snapshot')
  const name = (await first.shell(`ls ${database}/snapshots`)).split('\n').find(each => each.startsWith('kept-'))
  if (name === undefined) throw new ContractBroken('the snapshot that was saved is not there')
  await Promise.all([first.stop(), third.stop()])
  const restore = await resetting(lab, first, `--cluster-reset-restore-path=${database}/snapshots/${name}`)
  const left = await filesOf(lab, first)
  await first.start()
  await first.ready()
  return {
    restore,
    left,
    alone: await membersOf(first),
    before: await isThere(lab, first, 'before-snapshot'),
    after: await isThere(lab, first, 'after-snapshot'),
  }
})
