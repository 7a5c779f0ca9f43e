import { request } from 'node:https'
import type { Identity } from './protocol.ts'

const deadlineMs = 3000

type Asker = Pick<Identity, 'ca'> & Partial<Identity>

interface Options {
  /** @default 'GET' */
  method?: string
  authorization?: string
  body?: string
}

/** The status of one answer on a fresh connection; rejects when none comes. */
export function requestStatus(
  url: string,
  { ca, cert, key }: Asker,
  { method = 'GET', authorization, body }: Options = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(deadlineMs)
    const headers = {
      ...(authorization !== undefined && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    }
    const call = request(url, { ca, cert, key, method, headers, agent: false, signal }, answer => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    call.on('error', reject)
    call.end(body)
  })
}
