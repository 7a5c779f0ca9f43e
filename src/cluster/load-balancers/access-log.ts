/** One connection as the balancer tells it: whose it was, which servers it tried in order, and how the session ended. */
export interface BalancerLine {
  /** When the session ended, by the wall clock. */
  atMs: number
  client: string
  port: number
  /** Addresses in the order they were tried. */
  upstreams: string[]
  status: string
  /** Time until each took the connection; null for one that did not. */
  connectMs: (number | null)[]
  sessionMs: number
  /** Attempts before the last server, of a balancer that does not name them. */
  retries?: number
  /** How it ended, in the balancer's own letters. */
  end?: string
}

/** Reads a line of our own log format; undefined for anything else that nginx says. */
export function parseAccessLog(line: string): BalancerLine | undefined {
  if (!line.startsWith('{"atMs"')) return undefined
  const { atMs, client, port, upstream, status, connect, session } = JSON.parse(line) as Record<string, string>
  return {
    atMs: Number(atMs) * 1000,
    client: client ?? '',
    port: Number(port),
    upstreams: listed(upstream),
    status: status ?? '',
    // nginx writes '-' for a connection that never stood.
    connectMs: listed(connect).map(text => (text === '-' ? null : Math.round(Number(text) * 1000))),
    sessionMs: Number(session) * 1000,
  }
}

const listed = (text: string | undefined): string[] => (text ?? '').split(/, */).filter(part => part !== '')
