import { connect } from 'node:net'
import type { Attempt, End } from './attempt.ts'
import type { Endpoint } from './endpoint.ts'
import { outcomeOfError } from './outcome.ts'
import type { Sampler } from './sampler.ts'

/** A name that every cluster's DNS knows, unless it was given another domain. */
const name = 'kubernetes.default.svc.cluster.local'
// RFC 1035, 4.1: header of 12 bytes; type A and class IN are both 1.
const headerBytes = 12
const rcodes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED']

/** Asks the cluster's DNS for the API's name, over a TCP connection a sample. */
export class DnsSampler implements Sampler {
  readonly busy = false
  readonly #endpoint: Endpoint

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint
  }

  take(attempt: Attempt): void {
    const { host, port } = this.#endpoint
    const socket = connect({ host, port })
    const id = attempt.n & 0xffff
    let received = Buffer.alloc(0)
    const end = (how: End) => {
      attempt.end(how)
      socket.destroy()
    }
    attempt.release = () => {
      socket.destroy()
      return undefined
    }
    socket.once('connect', () => {
      attempt.reached(socket.localPort)
      attempt.connected()
      attempt.requestSent()
      socket.write(question(id))
    })
    socket.on('data', chunk => {
      attempt.firstByte()
      received = Buffer.concat([received, chunk])
      if (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) end(judge(received.subarray(2), id))
    })
    socket.on('error', error => end(outcomeOfError(error)))
    socket.on('end', () => end({ outcome: 'closed', detail: 'FIN' }))
  }

  close(): void {}
}

/** The query, with the length that goes before it over TCP (RFC 1035, 4.2.2). */
function question(id: number): Buffer {
  const labels = name.split('.').flatMap(label => [label.length, ...Buffer.from(label)])
  const header = [id >> 8, id & 0xff, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
  const message = [...header, ...labels, 0, 0, 1, 0, 1]
  return Buffer.from([message.length >> 8, message.length & 0xff, ...message])
}

/** A server's failure counts as 5xx, its refusal and a name that is not there as 4xx, as HTTP would have it. */
function judge(message: Buffer, id: number): End {
  if (message.length < headerBytes || message.readUInt16BE(0) !== id) {
    return { outcome: '5xx', detail: 'no answer to this question' }
  }
  const rcode = message[3]! & 0x0f
  const answers = message.readUInt16BE(6)
  if (rcode === 0 && answers > 0) return { outcome: 'ok' }
  const detail = rcode === 0 ? 'no address' : (rcodes[rcode] ?? `RCODE ${rcode}`)
  return { outcome: rcode === 0 || rcode === 3 || rcode === 5 ? '4xx' : '5xx', detail }
}
