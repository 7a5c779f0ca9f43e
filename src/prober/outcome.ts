import type { Outcome } from '../history/records.ts'

interface Classified {
  outcome: Outcome
  detail: string
}

/** The cause of a request that got no answer, from Node's error codes. */
export function outcomeOfError(error: Error & { code?: string }): Classified {
  const code = error.code ?? error.message
  return { outcome: causeOf(code), detail: code }
}

function causeOf(code: string): Outcome {
  if (code === 'ECONNREFUSED') return 'refused'
  if (['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'HPE_INVALID_EOF_STATE'].includes(code)) return 'reset'
  if (['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'].includes(code)) return 'no-route'
  if (['ETIMEDOUT', 'deadline'].includes(code)) return 'timeout'
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
