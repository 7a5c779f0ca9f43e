import type { Topology } from '../../topology/topology.ts'
import { eventually } from '../eventually.ts'
import { hold } from '../hold.ts'
import type { Answer } from '../https-get.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'
import { scene } from '../scene.ts'
import { voterCondition } from '../voter-condition.ts'
import { type DatastoreCluster, datastoreCluster } from './datastore-cluster.ts'
import { type EndedStart, endedStart } from './ended-start.ts'
import { startUntilReady } from './start-until-ready.ts'

/** What servers that share a datastore, or the one that has it for itself, look like. */
interface SharedDatastore {
  /** From their start at once until all were ready, and how often one ended before. */
  readyMs: number
  ends: number
  /** The CA of each server. */
  authorities: string[]
  /** Names of the leases in kube-system that are no apiserver's. */
  leases: string[]
  /** Labels of the first Node, and what it says of votes. */
  labels: string[]
  votes: string
  bootstrap: Answer
  dbInfo: Answer
  /** Below server/: names, sockets with a `=`. */
  files: string[]
  /** How often the datastore's password is in a list of processes or a log. */
  exposed: number
  /** A server with another token; nobody else comes to a datastore that is one server's own. */
  stranger: EndedStart | undefined
}

const serverDir = '/var/lib/rancher/k3s/server'
// Long enough for a lease that should not be: k3s takes its own a few seconds after the API is ready.
const leasesMs = 20_000
const bootstrapPath = '/v1-k3s/server-bootstrap'

/** Servers started at once on a datastore of this kind. */
const sharedDatastore = (kind: Exclude<Topology['datastore'], 'embedded-etcd'>) =>
  scene(async (outer): Promise<SharedDatastore> => {
    const cluster = await datastoreCluster(outer, kind, kind)
    const { lab, servers } = cluster
    const [first] = servers
    try {
      const fromMs = performance.now()
      const ended = await Promise.all(servers.map(server => startUntilReady(lab, server)))
      const readyMs = performance.now() - fromMs
      const node = await nodeOf(lab, first)
      return {
        readyMs,
        ends: ended.reduce((sum, each) => sum + each, 0),
        authorities: await Promise.all(servers.map(server => server.read(`${serverDir}/tls/server-ca.crt`))),
        labels: Object.keys(node.metadata?.labels ?? {}),
        votes: voterCondition(node),
        bootstrap: await first.get(bootstrapPath, lab.serverUser),
        dbInfo: await first.get('/db/info', lab.serverUser),
        files: (await first.shell(`cd ${serverDir} && ls -F . && if [ -d db ]; then ls -F db; fi`)).split(/\s+/),
        exposed: await exposure(cluster),
        leases: await settledLeases(lab, first),
        stranger: servers.length === 1 ? undefined : await strangerOn(cluster),
      }
    } finally {
      await cluster.remove()
    }
  })

export const onPostgres = sharedDatastore('postgres')
export const onMysql = sharedDatastore('mysql')
export const onExternalEtcd = sharedDatastore('external-etcd')
export const onSqlite = sharedDatastore('sqlite')

const strangerOn = ({ lab, settings: { config, files } }: DatastoreCluster): Promise<EndedStart> =>
  endedStart(lab, { command: ['server'], config: { ...config, token: 'a-wrong-password' }, files })

/** Once the roles are on it, which k3s adds after the kubelet has made it. */
async function nodeOf(lab: Lab, server: LabServer) {
  const { core } = lab.kube(server)
  await eventually(lab, "the Node's role", 60_000, async () => {
    const { metadata } = await core.readNode({ name: server.name })
    return hold('node-role.kubernetes.io/control-plane' in (metadata?.labels ?? {}), 'it has one')
  })
  return core.readNode({ name: server.name })
}

/** The leases of elections, once they have been the same for long enough. */
async function settledLeases(lab: Lab, server: LabServer): Promise<string[]> {
  const { coordination } = lab.kube(server)
  const read = async () => {
    const { items } = await coordination.listNamespacedLease({ namespace: 'kube-system' })
    return items.map(({ metadata }) => metadata!.name!).filter(name => !name.startsWith('apiserver-'))
  }
  let last = { names: await read(), sinceMs: performance.now() }
  await eventually(lab, 'the leases to stay the same', 60_000, async () => {
    const names = await read()
    if (names.join() !== last.names.join()) last = { names, sinceMs: performance.now() }
    return hold(performance.now() - last.sinceMs > leasesMs, `${names.join(', ')} a moment ago`)
  })
  return last.names
}

async function exposure({ servers, password }: DatastoreCluster): Promise<number> {
  const texts = await Promise.all(
    servers.flatMap(server => [server.shell('cat /proc/[0-9]*/cmdline 2>/dev/null; true'), server.logs()]),
  )
  return texts.reduce((sum, text) => sum + text.split(password).length - 1, 0)
}
