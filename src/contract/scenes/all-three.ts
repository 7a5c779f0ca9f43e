import type { Lab } from '../lab.ts'
import type { LabServer } from '../lab-server.ts'
import { threeServers } from './three-servers.ts'

/** The three servers, started again where another scene left one down. */
export async function allThree(lab: Lab): Promise<[LabServer, LabServer, LabServer]> {
  const { servers } = await threeServers(lab)
  await Promise.all(servers.map(server => server.start()))
  await Promise.all(servers.map(server => server.ready()))
  return servers
}
