import { ApiException } from '@kubernetes/client-node'

interface Status {
  reason?: string
  details?: { name?: string }
}

/**
 * Whether an error of a call is the API's own word that there is no object of this name. A server that is starting has
 * no paths yet, and says 404 too.
 */
export function saysAbsent(error: unknown, name: string): boolean {
  if (!(error instanceof ApiException) || error.code !== 404) return false
  const { reason, details } = statusOf(error.body)
  return reason === 'NotFound' && details?.name === name
}

function statusOf(body: unknown): Status {
  try {
    return (JSON.parse(String(body)) as Status | null) ?? {}
  } catch {
    return {}
  }
}
