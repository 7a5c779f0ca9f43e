import { setTimeout as sleep } from 'node:timers/promises'
import { nowUs } from '../../base/clock.ts'
import { Backend } from '../backend.ts'
import { BlackHole } from '../black-hole.ts'
import type { Certificate } from '../certificate.ts'
import { needsBlackHole } from '../kind.ts'
import { plant } from '../plant.ts'
import type { PlannedOutage, Planting, Station } from '../planting.ts'
import { orders, tell } from './orders.ts'

export interface PlanterOrder {
  certificate: Certificate
  station: Station
}

// A planter: serves one station and plants its outages. A process of its own, so that it shares no event loop with what it
// tests nor with other stations; its readings of the clock go to standard output.
const inbox = orders()
const { certificate, station } = (await inbox.next()).value as PlanterOrder
const open = await openStation(station)
tell({ ready: true })
await inbox.next()
await plantAll(open)
tell({ planted: true })
await inbox.next()

interface OpenStation extends Station {
  servers: Backend[]
  /** Called at every answer to the prober. */
  onAnswer: ((atUs: number) => void) | undefined
  /** Which back end answered the prober last. */
  last: Backend | undefined
}

async function openStation(station: Station): Promise<OpenStation> {
  const { port, backends } = station
  const state: OpenStation = { ...station, servers: [], onAnswer: undefined, last: undefined }
  for (const each of backends.length > 0 ? backends : [port]) {
    const backend: Backend = new Backend(each, certificate, (atUs, userAgent) => {
      if (userAgent !== 'holdfast-prober') return
      state.last = backend
      state.onAnswer?.(atUs)
    })
    if (needsBlackHole(station.kind)) backend.blackHole = await BlackHole.prepare(each)
    await backend.listen()
    state.servers.push(backend)
  }
  return state
}

async function plantAll(station: OpenStation): Promise<void> {
  for (const planned of station.plan) {
    await sleep(planned.gapMs)
    tell(await plantOne(station, planned))
  }
}

async function plantOne(station: OpenStation, { lengthMs, backend: index }: PlannedOutage): Promise<Planting> {
  // A kept connection lies on one back end: any other may die without its notice.
  const victim = station.connection === 'new' ? station.servers[index % station.servers.length]! : station.last!
  const calledUs = nowUs()
  const heal = plant[station.kind!](victim)
  const begin = { fromUs: calledUs, toUs: nowUs() }
  await sleep(lengthMs)
  const healUs = nowUs()
  const answered = new Promise<number>(resolve => {
    station.onAnswer = atUs => atUs >= healUs && resolve(atUs)
  })
  await heal()
  const healed = { fromUs: healUs, toUs: nowUs() }
  return { station: station.id, begin, heal: healed, answeredUs: await answered }
}
