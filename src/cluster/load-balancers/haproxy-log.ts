import type { BalancerLine } from './access-log.ts'
import type { UpstreamChange } from './upstream-change.ts'

/**
 * Our own log line, one JSON object a connection, written when it ends. HAProxy names only the last server that it
 * tried; `%rc` counts the attempts before that, with a plus when the last one went to another server.
 */
export const haproxyLogFormat = `log-format '{"acceptedMs":"%Ts%ms","client":"%ci","port":"%cp","server":"%si:%sp","connectMs":"%Tc","sessionMs":"%Tt","end":"%ts","retries":"%rc"}'`

/** Reads a line of our own log format; undefined for anything else that HAProxy says. */
export function parseHaproxyLog(line: string): BalancerLine | undefined {
  if (!line.startsWith('{"acceptedMs"')) return undefined
  const fields = JSON.parse(line) as Record<string, string>
  const { client = '', server = '', end = '' } = fields
  const [acceptedMs, connectMs, sessionMs] = [fields.acceptedMs, fields.connectMs, fields.sessionMs].map(Number)
  const stood = connectMs! >= 0
  return {
    atMs: acceptedMs! + sessionMs!,
    client,
    port: Number(fields.port),
    // Without any server left it writes '-:-'.
    upstreams: server.startsWith('-') ? [] : [server],
    // nginx' words: what matters is whether a server took the connection.
    status: stood ? '200' : '502',
    connectMs: server.startsWith('-') ? [] : [stood ? connectMs! : null],
    sessionMs: sessionMs!,
    retries: Number(fields.retries),
    end,
  }
}

const change = /^Server \S+\/(\S+) is (UP|DOWN), reason: (.+?), check duration: (\d+)ms/

/** A server that the checks took out or back in; undefined for any other line. */
export function parseUpstreamChange(line: string): UpstreamChange | undefined {
  const [, server, state, reason, tookMs] = change.exec(line) ?? []
  if (server === undefined) return undefined
  return { server, isUp: state === 'UP', reason: `${reason!.replaceAll('"', "'")}, in ${tookMs} ms` }
}
