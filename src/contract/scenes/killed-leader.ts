import { waitUntil } from '../../base/wait-until.ts'
import { ContractBroken } from '../hold.ts'
import { scene } from '../scene.ts'
import { census, sameCensus } from './census.ts'
import { threeServers } from './three-servers.ts'

interface KilledLeader {
  victim: string
  exitCode: number
  /** From the kill until a survivor names another leader. */
  electionMs: number
  /** From its start until its API was ready. */
  readyMs: number
}

/** The etcd leader killed, the election watched, and the victim started again as the member that it was. */
export const killedLeader = scene(async (lab): Promise<KilledLeader> => {
  const { servers } = await threeServers(lab)
  const before = await census(lab, servers[0])
  const clients = await Promise.all([servers[0].etcd(), servers[1].etcd(), servers[2].etcd()])
  const statuses = await Promise.all(clients.map(client => client.status()))
  const index = statuses.findIndex(({ member, leader }) => member === leader)
  if (index === -1) throw new ContractBroken('no member says that it leads')
  const victim = servers[index]!
  const leaderBefore = statuses[index]!.leader
  const survivor = index === 0 ? 1 : 0
  try {
    const fromMs = performance.now()
    const { exitCode } = await victim.kill()
    const elected = async () => {
      const { leader } = await clients[survivor].status()
      if (leader === leaderBefore || leader === '0') throw new Error(leader === '0' ? 'no leader' : 'the old leader')
    }
    await waitUntil('another leader', elected, { timeoutMs: 40_000, intervalMs: 50, signal: lab.signal })
    const electionMs = performance.now() - fromMs
    const startMs = performance.now()
    await victim.start()
    await victim.ready()
    const readyMs = performance.now() - startMs
    await sameCensus(lab, servers[survivor], before)
    return { victim: victim.name, exitCode, electionMs, readyMs }
  } finally {
    for (const client of clients) client.close()
  }
})
