import { Agent, request } from 'node:https'
import { nowUs } from '../../base/clock.ts'
import type { Attempt } from '../disruptions.ts'
import type { Station } from '../planting.ts'
import { orders, tell } from './orders.ts'

export interface MonitorOrder {
  ca: string
  stations: Station[]
}

/**
 * The sampler of OpenShift's disruption monitor, after openshift/origin, pkg/monitor/backenddisruption: a ticker starts a
 * sample every second whatever became of the one before; 10 s for the whole request, half of it for connecting, for the
 * handshake and for the first byte of the answer; `new` opens a connection a sample, `reused` takes an idle one if there
 * is one. Go's client sends a GET again on another connection when a kept one turns out to be dead. 2xx and 3xx are good.
 */
const intervalMs = 1000
const wholeMs = 10_000
const partMs = wholeMs / 2

const inbox = orders()
const { ca, stations } = (await inbox.next()).value as MonitorOrder
for (const [index, station] of stations.entries()) {
  const agent = station.connection === 'reused' ? new Agent({ keepAlive: true, ca }) : false
  const sample = async () => {
    const atUs = nowUs()
    tell({ station: station.id, atUs, ok: await attempt(station, agent, true) } satisfies Attempt)
  }
  setTimeout(() => setInterval(sample, intervalMs), (index / stations.length) * intervalMs)
}
await inbox.next()

function attempt({ port }: Station, agent: Agent | false, again: boolean): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const call = request({ host: '127.0.0.1', port, path: '/version', ca, agent })
  // One clock for connecting and the handshake, begun anew for the answer.
  let part = setTimeout(() => call.destroy(), partMs)
  const whole = setTimeout(() => call.destroy(), wholeMs)
  call.on('socket', socket => {
    const ready = () => {
      clearTimeout(part)
      part = setTimeout(() => call.destroy(), partMs)
    }
    if (call.reusedSocket) ready()
    else socket.once('secureConnect', ready)
  })
  call.on('response', answer => {
    clearTimeout(part)
    answer.resume()
    answer.on('end', () => resolve(answer.statusCode! >= 200 && answer.statusCode! < 400))
    answer.on('error', () => resolve(false))
  })
  call.on('error', () => resolve(again && call.reusedSocket ? attempt({ port } as Station, agent, false) : false))
  call.end()
  return promise.finally(() => {
    clearTimeout(part)
    clearTimeout(whole)
  })
}
