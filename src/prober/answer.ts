import type { End } from './attempt.ts'
import type { Request } from './operations.ts'
import { outcomeOfStatus } from './outcome.ts'

interface KubernetesAnswer {
  reason?: string
  metadata?: { resourceVersion?: string }
}

/** Whether an answer's body is worth keeping: for a failure's reason, or a new object's version. */
export const wantsBody = (status: number, { object }: Request): boolean => status >= 300 || object !== undefined

/** How an attempt ends by its complete answer. */
export function endOf({ object }: Request, status: number, body: string): End {
  const answer = body === '' ? undefined : parse(body)
  const { outcome, detail } = outcomeOfStatus(status, answer?.reason)
  const version = object && outcome === 'ok' ? answer?.metadata?.resourceVersion : undefined
  return { outcome, detail, ...(version ? { resourceVersion: version } : {}) }
}

function parse(text: string): KubernetesAnswer | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
