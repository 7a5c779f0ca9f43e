import { messageOf } from '../../base/errors.ts'
import { listenersIn, socketsCommand } from '../../base/sockets.ts'
import { hold } from '../hold.ts'
import type { Lab } from '../lab.ts'
import type { End, LabServer } from '../lab-server.ts'
import { lastWords } from '../last-words.ts'
import { scene } from '../scene.ts'
import { census } from './census.ts'
import { killedLeader } from './killed-leader.ts'
import { leaseHolders } from './lease-holders.ts'
import { threeServers } from './three-servers.ts'

interface LostQuorum {
  /** Members and Nodes while all was well. */
  before: string
  /** Ends of two servers, each after the death of one part. */
  containerd: End
  scheduler: End
  /** The third one: how it refused a write, if it did, its /db/info, the leases it held, how it ended. */
  refused: string | undefined
  dbInfo: string
  held: string
  survivor: End & { words: string }
  /** In the order in which they ended. */
  ended: [LabServer, LabServer, LabServer]
}

const schedulerPort = 10259
const partEndMs = 60_000
// The longest of the leases' deadlines is 30 s; k3s-contract 6 and 8.2.
const leaseLossMs = 75_000

/** Two of three servers ended by the death of a part, one after the other; the third one held leases. */
export const lostQuorum = scene(async (lab): Promise<LostQuorum> => {
  const { servers } = await threeServers(lab)
  // That scene ends with all three in place, and asks for it.
  await killedLeader(lab).catch(() => {})
  const before = await census(lab, servers[0])
  const holders = await leaseHolders(lab, servers[0])
  const scheduling = holders.find(({ lease }) => lease === 'kube-scheduler')?.server
  const last = servers.find(({ name }) => name === scheduling) ?? servers[0]
  const [one, other] = servers.filter(server => server !== last) as [LabServer, LabServer]
  const held = holders.filter(({ server }) => server === last.name).map(({ lease }) => lease)

  const containerd = await one.ended(() => killPart(one, byName('containerd')), partEndMs)
  const { inode } = listenersIn(await other.shell(socketsCommand)).find(({ port }) => port === schedulerPort) ?? {}
  hold(inode !== undefined, `nobody listens at ${schedulerPort} of ${other.name}`)
  const scheduler = await other.ended(() => killPart(other, bySocket(inode!)), partEndMs)

  const fromMs = performance.now()
  const refused = await refusedWrite(lab, last)
  const dbInfo = await last.get('/db/info', lab.serverUser).then(
    ({ status }) => String(status),
    () => 'no answer',
  )
  const survivor = await last.ended(undefined, leaseLossMs)
  return {
    before,
    containerd,
    scheduler,
    refused,
    dbInfo,
    held: held.join(', ') || 'no lease',
    survivor: { ...survivor, tookMs: performance.now() - fromMs, words: lastWords(await last.logs()) },
    ended: [one, other, last],
  }
})

/** SIGKILL to every process for which a shell's test holds; the shell itself may die with the container. */
async function killPart(server: LabServer, test: string): Promise<void> {
  const script = `for p in /proc/[0-9]*; do ${test} && kill -9 \${p#/proc/}; done; true`
  await server.shell(script).catch(() => {})
}

const byName = (name: string): string => `[ "$(cat $p/comm 2>/dev/null)" = ${name} ]`

/** Whoever has the socket open listens: in k3s all parts are one process, elsewhere each may be its own. */
const bySocket = (inode: string): string => `ls -l $p/fd 2>/dev/null | grep -q 'socket:\\[${inode}\\]'`

/** How the API refused a write; undefined when it did not. */
async function refusedWrite(lab: Lab, server: LabServer): Promise<string | undefined> {
  const body = { metadata: { generateName: 'contract-' } }
  return lab
    .kube(server)
    .core.createNamespacedConfigMap({ namespace: 'default', body })
    .then(
      () => undefined,
      (error: Error) => messageOf(error).split('\n')[0]!,
    )
}
