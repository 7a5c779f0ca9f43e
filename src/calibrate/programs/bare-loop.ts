import { Agent, type RequestOptions, request } from 'node:https'
import { type ConnectionOptions, createSecureContext } from 'node:tls'
import { orders } from './orders.ts'
import type { ProberOrder } from './prober.ts'

// What the same requests cost without a prober: a loop that sends them at the same rate and throws the answers away.
const inbox = orders()
const { identity, series } = (await inbox.next()).value as ProberOrder
const secureContext = createSecureContext(identity)
for (const [index, { definition, target }] of series.entries()) {
  const agent = definition.connection === 'reused' ? new Agent({ keepAlive: true, maxSockets: 1 }) : false
  const { hostname, port } = new URL(target)
  const options: RequestOptions & Pick<ConnectionOptions, 'secureContext'> = {
    hostname,
    port,
    path: '/version',
    secureContext,
    agent,
  }
  const send = () =>
    request(options, answer => answer.resume())
      .on('error', () => {})
      .end()
  setTimeout(() => setInterval(send, definition.intervalMs), (index / series.length) * definition.intervalMs)
}
await inbox.next()
process.exit()
