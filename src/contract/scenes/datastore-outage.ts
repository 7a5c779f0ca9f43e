import { WaitTimeoutError } from '../../base/errors.ts'
import { eventually } from '../eventually.ts'
import { hold } from '../hold.ts'
import type { Lab } from '../lab.ts'
import type { End, LabServer } from '../lab-server.ts'
import { lastWords } from '../last-words.ts'
import { scene } from '../scene.ts'
import { datastoreCluster } from './datastore-cluster.ts'
import { leaseHolders } from './lease-holders.ts'
import { isThere, write } from './resetting.ts'
import { startUntilReady } from './start-until-ready.ts'

interface Ended extends End {
  words: string
}

interface Outage {
  /** What the first server held, and how it ended; undefined when it went on. */
  held: string[]
  holder: Ended | undefined
  /** The end of the second one, which held nothing. */
  other: Ended | undefined
  /** A start while the database was down; undefined when it went on. */
  start: Ended | undefined
  /** From the database's return until the survivor was ready again. */
  againMs: number
  /** Whether what was written before is there. */
  kept: boolean
  /** SIGTERM to a server at the end. */
  stop: End
}

const takeMs = 90_000
// The longest of the leases' deadlines is 30 s, from a renewal up to 15 s old; k3s-contract 6.
const watchMs = 70_000
const startMs = 20_000

/** PostgreSQL killed under two servers, of which the first held every lease, and started again. */
export const postgresOutage = scene(async (outer): Promise<Outage> => {
  const cluster = await datastoreCluster(outer, 'postgres', 'outage')
  const { lab, answers } = cluster
  const [first, second] = cluster.servers as [LabServer, LabServer]
  const [database] = cluster.stores as [LabServer]
  try {
    await startUntilReady(lab, first)
    const held = await leasesOf(lab, first)
    await startUntilReady(lab, second)
    await write(lab, second, 'before-outage')
    // On a busy host a lease may have moved to the one that came: it is given back by who ends.
    while ((await heldBy(lab, second)).length > 0) {
      await second.stop()
      await leasesOf(lab, first)
      await startUntilReady(lab, second)
    }
    // Told to stop, PostgreSQL would serve open sessions on.
    await database.kill()
    const [holder, other] = await Promise.all([endOf(first), endOf(second)])
    const start = holder && (await endOf(first, startMs, first.start))
    const fromMs = performance.now()
    await database.start()
    await answers(database)
    if (!other) await second.ready()
    const againMs = performance.now() - fromMs
    if (!holder || start) await startUntilReady(lab, first)
    const kept = await isThere(lab, first, 'before-outage')
    return { held, holder, other, start, againMs, kept, stop: await first.stop() }
  } finally {
    await cluster.remove()
  }
})

/** The leases that the only server holds, once they are all there. */
async function leasesOf(lab: Lab, server: LabServer): Promise<string[]> {
  let names: string[] = []
  await eventually(lab, `${server.name} to hold the leases`, takeMs, async () => {
    names = await heldBy(lab, server)
    return hold(names.length === 3, `it holds ${names.join(', ') || 'none'}`)
  })
  return names
}

const heldBy = async (lab: Lab, server: LabServer): Promise<string[]> =>
  (await leaseHolders(lab, server)).filter(({ server: holder }) => holder === server.name).map(({ lease }) => lease)

/** How a server ends within this time; undefined when it goes on. */
const endOf = (server: LabServer, timeoutMs = watchMs, cause?: () => Promise<unknown>): Promise<Ended | undefined> =>
  server.ended(cause, timeoutMs).then(
    async end => ({ ...end, words: lastWords(await server.logs()) }),
    error => {
      if (error instanceof WaitTimeoutError) return undefined
      throw error
    },
  )
