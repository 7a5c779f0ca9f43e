import { existsSync } from 'node:fs'
import { EngineError } from '../base/errors.ts'
import { findProgram } from './find-program.ts'
import { overlapsARoute } from './routes.ts'
import { runProgram } from './run-program.ts'

/**
 * The private engine's default network. A bridge of our own: told to have none, an engine deletes `docker0`, which may
 * be another's. Only helpers of our own tests and builds live on it; clusters make their own networks.
 */
export const privateBridge = 'holdfast0'

const candidates = ['172.27.249.0/24', '192.168.249.0/24', '10.249.249.0/24']

/** Makes the bridge unless it is there. Needs root. @throws EngineError when every range for it is in use */
export async function makePrivateBridge(): Promise<void> {
  if (existsSync(`/sys/class/net/${privateBridge}`)) return
  const ip = (...args: string[]) => runProgram(findProgram('ip') ?? 'ip', args)
  const subnet = await firstFree()
  await ip('link', 'add', 'name', privateBridge, 'type', 'bridge')
  await ip('address', 'add', subnet.replace('.0/', '.1/'), 'dev', privateBridge)
  await ip('link', 'set', privateBridge, 'up')
}

/** Takes the bridge away; that it is gone already is fine. */
export async function removePrivateBridge(): Promise<void> {
  if (!existsSync(`/sys/class/net/${privateBridge}`)) return
  await runProgram(findProgram('ip') ?? 'ip', ['link', 'delete', privateBridge])
}

async function firstFree(): Promise<string> {
  for (const subnet of candidates) if (!(await overlapsARoute(subnet))) return subnet
  throw new EngineError(`no address range is free for the bridge ${privateBridge}: ${candidates.join(', ')}`, {
    hint: 'free one of them, or use an engine of your own by DOCKER_HOST',
  })
}
