import { scene } from '../scene.ts'
import { firstServer } from './first-server.ts'

interface Snapshots {
  /** Names in the directory after one was saved, and after two more, one of them compressed. */
  first: string[]
  all: string[]
  /** What `ls` prints then. */
  listed: string
  /** Names after the first one was deleted, and after a prune that keeps one. */
  afterDelete: string[]
  afterPrune: string[]
  /** How the file of the first one ends, in bytes beyond etcd's pages. */
  trailer: number
}

const directory = '/var/lib/rancher/k3s/server/db/snapshots'

/** Snapshots of the first server by its command line: three saved, one deleted, the rest pruned. */
export const snapshots = scene(async (lab): Promise<Snapshots> => {
  const { server } = await firstServer(lab)
  const run = (command: string) => server.shell(`/bin/k3s etcd-snapshot ${command}`)
  const names = async () => (await server.shell(`ls -tr ${directory}`)).split('\n').filter(name => name !== '')
  await run('save')
  const first = await names()
  // Names count seconds.
  await server.shell('sleep 1')
  await run('save --snapshot-compress')
  await server.shell('sleep 1')
  await run('save')
  const all = await names()
  const listed = await run('ls')
  const trailer = Number(await server.shell(`wc -c < ${directory}/${first[0]}`)) % 512
  await run(`delete ${first[0]}`)
  const afterDelete = await names()
  await run('prune --snapshot-retention 1')
  return { first, all, listed, afterDelete, afterPrune: await names(), trailer }
})
