import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Identity } from './protocol.ts'

const deadlineMs = 3000

type Asker = Pick<Identity, 'ca'> & Partial<Identity>

interface Options {
  /** @default 'GET' */
  method?: string
  authorization?: string
  body?: string
}

/** An answer: its status, and its body where that is no success. */
interface Answer {
  status: number
  body: string
}

/** One answer on a fresh connection; rejects when none comes. */
export function requestAnswer(
  url: string,
  { ca, cert, key }: Asker,
  { method = 'GET', authorization, body }: Options = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(deadlineMs)
    const headers = {
      ...(authorization !== undefined && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    }
    const call = request(url, { ca, cert, key, method, headers, agent: false, signal }, answer => {
      const status = answer.statusCode ?? 0
      if (status !== 200) return void text(answer).then(said => resolve({ status, body: said }), reject)
      answer.resume()
      resolve({ status, body: '' })
    })
    call.on('error', reject)
    call.end(body)
  })
}
