import { Agent, type RequestOptions } from 'node:https'
import { text as textOf } from 'node:stream/consumers'
import type { SecureContext } from 'node:tls'
import { nowUs } from '../base/clock.ts'
import { Call, type Failure } from './call.ts'
import type { Target } from './protocol.ts'

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: object
}

/** What became of one request: an answer that came whole, or why none did. */
export type Exchange = { sentUs: number; endUs: number } & (
  | { status: number; body: ApiObject }
  | { status?: never; failure: Failure; requestSent: boolean }
)

/** What is read of the API's objects, lists and Status objects. */
export interface ApiObject {
  metadata?: { name?: string; resourceVersion?: string; continue?: string }
  data?: { value?: string }
  items?: ApiObject[]
  reason?: string
  code?: number
  details?: { name?: string }
}

/** One client's way to one address: one HTTP/1.1 connection that is kept, and opened anew when it broke. */
export class Connection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #target: Target
  readonly #secureContext: SecureContext

  constructor(target: Target, secureContext: SecureContext) {
    this.#target = target
    this.#secureContext = secureContext
  }

  /** Sends one request and reads its answer; never throws, every end is an exchange. */
  async exchange({ method, path, body }: ApiRequest, deadlineMs: number): Promise<Exchange> {
    const text = body && JSON.stringify(body)
    const call = new Call({ ...optionsFor(this.#target, this.#secureContext), agent: this.#agent, method, path }, text)
    call.limit(deadlineMs)
    try {
      const answer = await call.head
      const content = await textOf(answer)
      return { sentUs: call.sentUs, endUs: nowUs(), status: answer.statusCode ?? 0, body: parseObject(content) }
    } catch (error) {
      const failure = call.failureOf(error as Error)
      return { sentUs: call.sentUs, endUs: nowUs(), failure, requestSent: call.requestSent }
    } finally {
      call.ended()
    }
  }

  close(): void {
    this.#agent.destroy()
  }
}

/** What every request to a target carries. */
export function optionsFor({ url }: Target, secureContext: SecureContext): RequestOptions {
  const { hostname, port } = new URL(url)
  const headers = { 'user-agent': 'holdfast-ledger', 'content-type': 'application/json' }
  return { hostname, port, secureContext, headers } as RequestOptions
}

/** What the API said; a text that is no object says nothing. */
export function parseObject(text: string): ApiObject {
  try {
    return (JSON.parse(text) as ApiObject | null) ?? {}
  } catch {
    return {}
  }
}
