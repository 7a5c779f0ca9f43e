import { Agent, type RequestOptions, request } from 'node:https'
import { createSecureContext, type SecureContext, type TLSSocket } from 'node:tls'
import { nowUs } from '../base/clock.ts'
import type { Sample, SeriesDefinition } from '../history/records.ts'
import { requestOf } from './operations.ts'
import { outcomeOfError, outcomeOfStatus } from './outcome.ts'
import type { Identity } from './protocol.ts'
import type { Recorder } from './recorder.ts'

type SampleFields = Omit<Sample, 'seq' | 'atUs' | 'type' | 'series' | 'n' | 'intendedUs'>

/** One observer: sends its requests at their intended times, whatever became of the earlier ones. */
export class Probe {
  readonly definition: SeriesDefinition
  readonly #recorder: Recorder
  readonly #options: RequestOptions & { secureContext: SecureContext }
  readonly #namespace: string
  #busy = false
  #pending = 0
  #idle: (() => void) | undefined

  constructor(definition: SeriesDefinition, target: string, identity: Identity, namespace: string, recorder: Recorder) {
    this.definition = definition
    this.#recorder = recorder
    this.#namespace = namespace
    const { hostname, port } = new URL(target)
    // Parsed once: a context of its own for every connection would cost more than the request.
    const secureContext = createSecureContext(identity)
    const agent = definition.connection === 'reused' ? new Agent({ keepAlive: true, maxSockets: 1 }) : false
    this.#options = { hostname, port, secureContext, agent, headers: { 'user-agent': 'holdfast-prober' } }
  }

  /** Sends sample `n`, due at `intendedUs`; never throws, every end is a record. */
  send(n: number, intendedUs: number): void {
    const nowAtUs = nowUs()
    const write = (fields: SampleFields) =>
      this.#recorder.write({ type: 'sample', series: this.definition.id, n, intendedUs, ...fields })
    if (nowAtUs - intendedUs > (this.definition.intervalMs * 1000) / 2) {
      write({ endUs: nowAtUs, outcome: 'void', detail: `${Math.round((nowAtUs - intendedUs) / 1000)} ms late` })
      return
    }
    if (this.#busy) {
      write({ endUs: nowAtUs, outcome: 'blocked' })
      return
    }
    this.#pending += 1
    this.#busy = this.definition.connection === 'reused'
    this.#attempt(n, intendedUs, fields => {
      this.#busy = false
      this.#pending -= 1
      write(fields)
      if (this.#pending === 0) this.#idle?.()
    })
  }

  /** Resolves when no request is under way any more. */
  drained(): Promise<void> {
    if (this.#pending === 0) return Promise.resolve()
    return new Promise(resolve => {
      this.#idle = resolve
    })
  }

  #attempt(n: number, intendedUs: number, ended: (fields: SampleFields) => void): void {
    const { method, path, body, object } = requestOf(this.definition.operation, this.#namespace, this.definition.id, n)
    const times: { sentUs: number; connectedUs?: number; firstByteUs?: number } = { sentUs: nowUs() }
    let done = false
    const finish = (rest: Omit<SampleFields, 'endUs'>) => {
      if (done) return
      done = true
      clearTimeout(deadline)
      const sent = times.connectedUs === undefined ? {} : { requestSent: true }
      ended({ ...times, ...sent, ...(object ? { object } : {}), endUs: nowUs(), ...rest })
    }
    const headers = { ...this.#options.headers, ...(body ? { 'content-type': 'application/json' } : {}) }
    const call = request({ ...this.#options, method, path, headers }, answer => {
      times.firstByteUs = nowUs()
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', error => finish(outcomeOfError(error)))
      answer.on('end', () => {
        const status = answer.statusCode ?? 0
        const parsed = status < 300 && !object ? undefined : parse(Buffer.concat(chunks).toString())
        const version = status < 300 ? parsed?.metadata?.resourceVersion : undefined
        const { outcome, detail } = outcomeOfStatus(status, parsed?.reason)
        finish({
          outcome,
          ...(outcome === 'ok' ? {} : { detail }),
          ...(object && version ? { resourceVersion: version } : {}),
        })
      })
    })
    const deadline = setTimeout(
      () => call.destroy(Object.assign(new Error('deadline'), { code: 'deadline' })),
      Math.max(0, this.definition.deadlineMs - (nowUs() - intendedUs) / 1000),
    )
    call.on('socket', socket => {
      if (call.reusedSocket) times.connectedUs = nowUs()
      else
        (socket as TLSSocket).once('secureConnect', () => {
          times.connectedUs = nowUs()
        })
    })
    call.on('error', error => finish(outcomeOfError(error)))
    call.end(body)
  }
}

function parse(text: string): { reason?: string; metadata?: { resourceVersion?: string } } | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
