import { inspectContainer } from './container.ts'
import type { Engine } from './engine.ts'
import { engineCall, tolerate } from './engine-call.ts'

/** A static address on a network of ours. */
export interface Address {
  network: string
  ip: string
  mac: string
}

/** Gives a container that does not run another address, from its next start on. @throws EngineError, also when the address is taken */
export async function giveAddress(engine: Engine, id: string, { network, ip, mac }: Address): Promise<void> {
  const bridge = engine.docker.getNetwork(network)
  const { running } = await inspectContainer(engine, id)
  const what = `give container ${id} the address ${ip}`
  if (running) await engineCall(what, Promise.reject(new Error('it runs')))
  // An attempt that was broken off here has left it on no network.
  await engineCall(what, tolerate(404, bridge.disconnect({ Container: id, Force: true })))
  const EndpointConfig = { IPAMConfig: { IPv4Address: ip }, MacAddress: mac }
  await engineCall(what, bridge.connect({ Container: id, EndpointConfig }))
}

/** The address that a running container has on a network; empty while it does not run. @throws EngineError */
export async function addressOf(engine: Engine, id: string, network: string): Promise<string> {
  const info = await engineCall(`inspect container ${id}`, engine.docker.getContainer(id).inspect())
  return info.NetworkSettings.Networks[network]?.IPAddress ?? ''
}
