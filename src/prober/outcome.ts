import type { Outcome } from '../history/records.ts'

/** How an attempt ended, and in which words. */
export interface Classified {
  outcome: Outcome
  detail: string
}

type NodeError = Error & { code?: string; syscall?: string }

/** The cause of an attempt that got no answer, from Node's error codes. */
export function outcomeOfError(error: NodeError): Classified {
  const code = error.code ?? error.message
  return { outcome: causeOf(code, error.syscall), detail: code === 'ECONNRESET' && !error.syscall ? 'FIN' : code }
}

function causeOf(code: string, syscall: string | undefined): Outcome {
  if (code === 'ECONNREFUSED') return 'refused'
  // Node says ECONNRESET of its own when the other end closed too early; a real one comes from a system call.
  if (code === 'ECONNRESET') return syscall ? 'reset' : 'closed'
  if (['EPIPE', 'ECONNABORTED'].includes(code)) return 'reset'
  if (['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'].includes(code)) return 'no-route'
  if (code === 'ETIMEDOUT') return syscall === 'connect' ? 'connect-timeout' : 'timeout'
  // The prober's own host ran out: that says nothing of the cluster.
  if (['EMFILE', 'ENOBUFS', 'EADDRNOTAVAIL'].includes(code)) return 'void'
  if (/^(HPE_|ERR_HTTP2_)/.test(code)) return 'closed'
  if (/TLS|SSL|CERT|SIGNATURE|SELF_SIGNED|UNABLE_TO|EPROTO/.test(code)) return 'tls'
  return 'reset'
}

/** The cause that an answer's status names; `reason` is the apiserver's own word from its Status object. */
export function outcomeOfStatus(status: number, reason: string | undefined): Classified {
  const detail = reason ? `${status} ${reason}` : String(status)
  if (status >= 200 && status < 300) return { outcome: 'ok', detail }
  if (status === 429) return { outcome: '429', detail }
  if (status >= 500) return { outcome: '5xx', detail }
  return { outcome: '4xx', detail }
}
