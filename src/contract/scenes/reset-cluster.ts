import { waitUntil } from '../../base/wait-until.ts'
import { configFile } from '../config-file.ts'
import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'
import { scene } from '../scene.ts'
import { allThree } from './all-three.ts'
import { type EndedStart, endedStart } from './ended-start.ts'
import { type Membership, memberOf, membersOf, votesAgain } from './membership.ts'
import { database, filesOf, isThere, resetting, write } from './resetting.ts'

interface ResetCluster {
  before: Membership
  reset: EndedStart
  /** Another one before the server ran. */
  again: EndedStart
  /** Files of server/db and of server after the first. */
  left: string
  /** Members and the object written before, with the server alone and started as usual. */
  alone: Membership[]
  kept: boolean
  /** Whether the reset-flag was there still. */
  flagged: boolean
  /** Snapshots that the server took by its schedule, every 5 s, two kept. */
  scheduled: string[]
  /** Another server that joined after its server/db was deleted. */
  rejoined: Membership
}

const everySeconds = 5
// Three turns, each with up to 5 s of jitter, and what a slow machine adds.
const scheduleMs = 60_000

/** All servers stopped, the first one reset to a cluster of one, and another one that joins it again. */
export const resetCluster = scene(async (lab): Promise<ResetCluster> => {
  const servers = await allThree(lab)
  const [first, , third] = servers
  const before = (await memberOf(first, first.name))!
  await write(lab, first, 'before-reset')
  await Promise.all(servers.map(server => server.stop()))
  const reset = await resetting(lab, first)
  const again = await resetting(lab, first)
  const left = await filesOf(lab, first)
  const schedule = { 'etcd-disable-snapshots': false, 'etcd-snapshot-schedule-cron': `@every ${everySeconds}s` }
  await first.put(configFile({ ...schedule, 'etcd-snapshot-retention': 2 }, '90-schedule.yaml'))
  await first.start()
  await first.ready()
  const alone = await membersOf(first)
  const kept = await isThere(lab, first, 'before-reset')
  const flagged = (await first.shell(`ls ${database}`)).includes('reset-flag')
  await endedStart(lab, { command: [], entrypoint: ['/bin/rm', '-rf', database], dataOf: third })
  await third.start()
  const rejoined = await votesAgain(lab, first, third)
  return { before, reset, again, left, alone, kept, flagged, scheduled: await afterThreeTurns(lab, first), rejoined }
})

/** The scheduled snapshots that are there once three were taken. */
function afterThreeTurns(lab: Lab, server: LabServer): Promise<string[]> {
  const look = async () => {
    const taken = (await server.logs()).match(/Saving etcd snapshot to \S*etcd-snapshot-/g)?.length ?? 0
    if (taken < 3) throw new Error(`${taken} were taken`)
    const names = (await server.shell(`ls ${database}/snapshots`)).split('\n')
    return names.filter(name => name.startsWith('etcd-snapshot-'))
  }
  return waitUntil('three scheduled snapshots', look, { timeoutMs: scheduleMs, intervalMs: 1000, signal: lab.signal })
}
