import { buildConnector } from 'undici'
import type { Credentials } from './credentials.ts'

/**
 * Connects to the first of these ports of 127.0.0.1 that lets a TLS session stand, beginning with the one that did last:
 * which of several ways in is alive is not what the harness measures.
 * @param timeoutMs for all ports together
 */
export function connectAny(
  ports: readonly number[],
  { ca, ...identity }: Partial<Credentials>,
  timeoutMs: number,
): buildConnector.connector {
  const connect = buildConnector({ ca, ...identity, timeout: Math.floor(timeoutMs / ports.length) })
  let last = 0
  return (options, done) => {
    const attempt = (tried: number) => {
      const index = (last + tried) % ports.length
      connect({ ...options, port: String(ports[index]) }, (...result) => {
        if (result[0] !== null && tried + 1 < ports.length) return attempt(tried + 1)
        if (result[0] === null) last = index
        done(...result)
      })
    }
    attempt(0)
  }
}
