import { request } from 'node:https'
import type { Identity } from './protocol.ts'

const deadlineMs = 3000

/** The status of one `/readyz` on a fresh connection; rejects when no answer comes. */
export function readyz(target: string, { ca, cert, key }: Identity): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { ca, cert, key, agent: false as const, signal: AbortSignal.timeout(deadlineMs) }
    const call = request(`${target}/readyz`, options, answer => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    call.on('error', reject)
    call.end()
  })
}
