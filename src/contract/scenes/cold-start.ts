import { pause } from '../../base/wait-until.ts'
import { hold } from '../hold.ts'
import { scene } from '../scene.ts'
import { sameCensus } from './census.ts'
import { lostQuorum } from './lost-quorum.ts'
import { threeServers } from './three-servers.ts'

interface ColdStart {
  /** What the first one that was started did while it was alone. */
  alone: string
  /** From the start of the second one until both were ready. */
  readyMs: number
  /** What became of the server that began the cluster. */
  first: string
}

const aloneMs = 12_000

/** All servers are down; they are started one after the other. */
export const coldStart = scene(async (lab): Promise<ColdStart> => {
  const { servers } = await threeServers(lab)
  const { ended, before } = await lostQuorum(lab)
  const [one, other, last] = ended
  await one.start()
  await pause(aloneMs, lab.signal)
  await one.expectRunning()
  const ping = await one.get('/ping').then(
    ({ status }) => status,
    () => 0,
  )
  const readyz = await one.get('/readyz', lab.admin).then(
    ({ status }) => status,
    () => 0,
  )
  const alone = hold(
    ping === 200 && readyz !== 200,
    `after ${aloneMs / 1000} s /ping ${ping}, /readyz ${readyz}, it runs`,
  )
  const fromMs = performance.now()
  await other.start()
  await Promise.all([one.ready(), other.ready()])
  const readyMs = performance.now() - fromMs
  await last.start()
  await last.ready()
  await sameCensus(lab, last, before)
  return { alone, readyMs, first: `${servers[0].name} is the member that it was` }
})
