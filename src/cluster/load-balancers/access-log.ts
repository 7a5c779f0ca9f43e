/** One connection as nginx tells it: which servers it tried in order, and how the session ended. */
export interface BalancerLine {
  atMs: number
  /** Addresses in the order they were tried. */
  upstreams: string[]
  status: string
  connectMs: string
  sessionMs: number
}

/** Reads a line of our own log format; undefined for anything else that nginx says. */
export function parseAccessLog(line: string): BalancerLine | undefined {
  if (!line.startsWith('{"atMs"')) return undefined
  const { atMs, upstream, status, connect, session } = JSON.parse(line) as Record<string, string>
  return {
    atMs: Number(atMs) * 1000,
    upstreams: (upstream ?? '').split(/, */).filter(address => address !== ''),
    status: status ?? '',
    connectMs: (connect ?? '')
      .split(/, */)
      .map(text => String(Math.round(Number(text) * 1000)))
      .join(', '),
    sessionMs: Number(session) * 1000,
  }
}
