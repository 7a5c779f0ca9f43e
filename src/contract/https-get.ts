import { Agent, request } from 'undici'
import type { Credentials } from '../kube/credentials.ts'

/** Who asks: nobody, someone with a password, or the owner of a client certificate. */
export type Caller = 'anonymous' | { user: string; password: string } | Pick<Credentials, 'cert' | 'key'>

export interface Answer {
  status: number
  body: string
}

const answerMs = 5000

/** A GET on a connection of its own to a port of 127.0.0.1; the server's certificate is a matter of clauses of its own. */
export async function httpsGet(
  port: number,
  path: string,
  signal: AbortSignal,
  caller: Caller = 'anonymous',
): Promise<Answer> {
  const identity = typeof caller === 'object' && 'cert' in caller ? { cert: caller.cert, key: caller.key } : {}
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false, timeout: answerMs, ...identity } })
  try {
    const { statusCode, body } = await request(`https://127.0.0.1:${port}${path}`, {
      dispatcher,
      headers: typeof caller === 'object' && 'user' in caller ? { authorization: basic(caller) } : {},
      signal: AbortSignal.any([AbortSignal.timeout(answerMs), signal]),
    })
    return { status: statusCode, body: await body.text() }
  } finally {
    await dispatcher.destroy()
  }
}

const basic = ({ user, password }: { user: string; password: string }): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
